/// Kinds of web sites that leads come from.
enum HostWords {
    static let table = """
        search,google.*,bing.com,yahoo.*,duckduckgo.com,ecosia.org,startpage.com,qwant.com,yandex.*,ya.ru,baidu.com
        search,ask.com
        search,brave.com,search.brave.com,metager.de,fireball.com,naver.com,seznam.cz,swisscows.com
        assistant,chatgpt.com,chat.openai.com,openai.com,perplexity.ai,claude.ai,gemini.google.com
        assistant,copilot.microsoft.com,you.com
        social,linkedin.com,lnkd.in,xing.com,facebook.com,fb.com,fb.me,m.me,messenger.com,instagram.com,twitter.com
        social,x.com,t.co
        social,tiktok.com,youtube.com,youtu.be,pinterest.*,reddit.com,snapchat.com,threads.net,mastodon.social
        social,bsky.app,vk.com
        social,whatsapp.com,wa.me,telegram.org,t.me,discord.com,quora.com,medium.com,vimeo.com,tumblr.com,kununu.com
        mail,mail.google.com,outlook.live.com,outlook.office.com,outlook.office365.com,mail.yahoo.com,gmx.*,web.de
        mail,t-online.de
        mail,navigator.gmx.net,deref-gmx.net,deref-web.de,mail.ru,mailchi.mp,list-manage.com,hubspotemail.net
        mail,sendgrid.net
        advertising,doubleclick.net,googleadservices.com,googlesyndication.com,ads.google.com,adservice.google.com
        advertising,taboola.com
        advertising,outbrain.com,criteo.com,adform.net,awin1.com,zanox.com,adroll.com,ads.linkedin.com
        advertising,business.facebook.com
        reviews,g2.com,capterra.*,getapp.*,softwareadvice.*,trustpilot.*,omr.com,trustedshops.*,proven-expert.com
        reviews,provenexpert.com
        reviews,producthunt.com,crunchbase.com,clutch.co,gartner.com,wlw.de,europages.*,gelbeseiten.de,herold.at
        reviews,yelp.*
        developers,github.com,github.io,gitlab.com,stackoverflow.com,stackexchange.com
        developers,news.ycombinator.com
        short link,bit.ly,tinyurl.com,ow.ly,buff.ly,goo.gl,rebrand.ly,t.ly,is.gd,cutt.ly
        encyclopaedia,wikipedia.org,wikimedia.org,wiktionary.org
        own machine,localhost,local,test,invalid,example.com,example.org,example.net
        """
}
