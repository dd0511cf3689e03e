/// Domains of e-mail addresses, and the names in them that belong to no person.
enum EmailWords {
    static let domains = """
        # Mailboxes for anybody
        free,gmail.com,googlemail.*,gmx.*,web.de,yahoo.*,ymail.com,rocketmail.com,hotmail.*,outlook.*,live.*,msn.com
        free,icloud.com,me.com,mac.com,aol.*,t-online.de,freenet.de,arcor.de,posteo.*,mailbox.org,proton.me
        free,protonmail.*
        free,pm.me,tutanota.*,tuta.*,mail.de,mail.com,email.de,email.com,online.de,onlinehome.de,1und1.de
        free,vodafone.de
        free,vodafonemail.de,kabelmail.de,unitybox.de,unity-mail.de,magenta.de,alice.de,alice-dsl.net,o2online.de
        free,o2mail.de
        free,ewetel.net,ewe.net,netcologne.de,osnanet.de,versanet.de,htp-tel.de,gmx.net,bluewin.ch,hispeed.ch
        free,sunrise.ch
        free,swissonline.ch,aon.at,chello.at,a1.net,utanet.at,inode.at,kabsi.at,liwest.at,laposte.net,orange.fr
        free,wanadoo.fr
        free,free.fr,sfr.fr,neuf.fr,bbox.fr,libero.it,virgilio.it,tiscali.*,alice.it,tin.it,telenet.be,skynet.be
        free,ziggo.nl
        free,kpnmail.nl,planet.nl,xs4all.nl,hetnet.nl,home.nl,wp.pl,o2.pl,onet.pl,interia.pl,seznam.cz,centrum.cz
        free,email.cz
        free,azet.sk,freemail.hu,citromail.hu,abv.bg,mail.ru,bk.ru,inbox.ru,list.ru,yandex.*,ya.ru,rambler.ru
        free,ukr.net,i.ua
        free,btinternet.com,virginmedia.com,sky.com,talktalk.net,ntlworld.com,blueyonder.co.uk,comcast.net
        free,verizon.net,att.net
        free,sbcglobal.net,bellsouth.net,cox.net,charter.net,earthlink.net,juno.com,optonline.net,frontier.com
        free,shaw.ca
        free,rogers.com,sympatico.ca,bigpond.com,optusnet.com.au,xtra.co.nz,uol.com.br,bol.com.br,terra.com.br
        free,ig.com.br
        free,qq.com,163.com,126.com,sina.com,sina.cn,sohu.com,foxmail.com,naver.com,daum.net,hanmail.net
        free,rediffmail.com
        free,zoho.com,zohomail.*,fastmail.*,hushmail.com,hey.com,inbox.com,lycos.*,walla.co.il,telia.com,online.no
        # Mailboxes for ten minutes
        disposable,mailinator.*,guerrillamail.*,10minutemail.*,temp-mail.*,tempmail.*,yopmail.*,trashmail.*
        disposable,trash-mail.*
        disposable,throwawaymail.com,wegwerfmail.*,wegwerf-email.*,wegwerfemail.*,byom.de,spambog.*,spamgourmet.com
        disposable,mailnesia.com
        disposable,maildrop.cc,sharklasers.com,grr.la,getnada.com,nada.email,dispostable.com,fakeinbox.com
        disposable,mailcatch.com
        disposable,mytemp.email,mohmal.com,emailondeck.com,tempail.com,discard.email,discardmail.*,spam4.me
        disposable,mintemail.com
        disposable,mailnull.com,einrot.com,cuvox.de,dayrep.com,fleckens.hu,gustr.com,jourrapide.com,rhyta.com
        disposable,superrito.com
        disposable,teleworm.us,armyspy.com,burnermail.io,33mail.com,anonbox.net,tempr.email,inboxkitten.com
        disposable,moakt.com
        disposable,tmpmail.*,minutemail.*,temp-mail.io,muell.email,muellmail.com,kurzepost.de,objectmail.com
        disposable,proxymail.eu
        disposable,rcpt.at,trbvm.com,emailfake.com,generator.email,linshiyouxiang.net,spamex.com,tempinbox.com
        disposable,1secmail.*
        # Schools and the state
        education,edu,ac.uk,edu.au,ac.at,ac.jp,ac.nz,edu.cn,ac.in,edu.in,edu.sg,edu.pl,edu.tr,edu.br,edu.mx,ac.za
        education,ac.il,ethz.ch
        education,epfl.ch,uzh.ch,unibas.ch,unibe.ch,tum.de,lmu.de,fu-berlin.de,hu-berlin.de,tu-berlin.de
        education,rwth-aachen.de,kit.edu
        education,uni-hamburg.de,uni-koeln.de,uni-bonn.de,uni-heidelberg.de,uni-freiburg.de,uni-muenchen.de
        education,uni-frankfurt.de
        education,uni-stuttgart.de,uni-leipzig.de,tu-dresden.de,tu-darmstadt.de,tu-dortmund.de,uni-wien.ac.at
        education,univie.ac.at
        government,gov,mil,gov.uk,gov.au,gouv.fr,gv.at,admin.ch,bund.de,bayern.de,nrw.de,europa.eu,gov.in,gov.br
        government,gov.pl,gc.ca
        government,gov.sg,govt.nz,gov.za,bundeswehr.org,berlin.de,hamburg.de,bremen.de,sachsen.de,hessen.de
        government,niedersachsen.de
        """

    static let roles = """
        role,info,information,kontakt,contact,office,buero,büro,mail,email,post,postmaster,hostmaster,webmaster
        role,admin
        role,administrator,abuse,noreply,no-reply,do-not-reply,support,service,kundenservice,kundendienst
        role,customerservice
        role,help,helpdesk,hilfe,sales,vertrieb,verkauf,marketing,presse,press,pr,media,hr,jobs,job,karriere,career
        role,careers
        role,bewerbung,personal,recruiting,recruitment,einkauf,purchasing,procurement,buchhaltung,accounting
        role,accounts,billing
        role,rechnung,rechnungen,invoice,invoices,finance,finanzen,it,edv,team,hello,hallo,hi,anfrage,anfragen
        role,inquiry
        role,enquiry,enquiries,bestellung,bestellungen,orders,order,shop,zentrale,sekretariat,verwaltung,empfang
        role,reception
        role,datenschutz,privacy,legal,recht,compliance,security,feedback,news,newsletter,spam,root,technik
        role,service-team
        role,geschaeftsleitung,geschaeftsfuehrung,gf,management,praxis,kanzlei,hotel,reservierung,booking,shipping
        role,versand
        role,logistik,warehouse,lager,werkstatt,redaktion,editor,partners,partner,dev,developer,engineering,qa,test
        role,testing
        """
}
