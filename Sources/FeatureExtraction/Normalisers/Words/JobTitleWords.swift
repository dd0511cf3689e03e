/// Words of job titles: rank, department, then what means them.
enum JobTitleWords {
    static let table = """
        # Owners and the top
        owner,management,inhaber,eigentümer,mitinhaber,owner,co-owner,business owner,founder,cofounder,gründer
        owner,management,mitgründer
        owner,management,gesellschafter,geschäftsführender gesellschafter,selbständig,selbstständig,freiberufler
        owner,management,freelancer
        owner,management,unternehmer,entrepreneur,partner,managing partner,self employed,proprietor,sole trader
        executive,management,geschäftsführer,geschäftsführung,geschäftsführend*,geschäftsleitung,geschäftsleiter,gf
        executive,management,gfin
        executive,management,geschäftsführ*,alleingeschäftsführer,mitglied der geschäftsleitung,ceo
        executive,management,chief executive officer
        executive,management,chief executive,managing director,md,president,präsident,vorstand*,vorsitzender
        executive,management,vorstandsmitglied
        executive,management,general manager,general director,generaldirektor,gerente,directeur général,board member
        executive,management,chairman
        executive,management,chairwoman,chairperson,chief of staff,executive director,c level,coo
        executive,management,chief operating officer,chief*
        executive,finance,cfo,chief financial officer,finanzvorstand,chief finance officer
        executive,it,cio,cto,cdo,ciso,chief information officer,chief technology officer,chief technical officer
        executive,it,chief digital officer,chief data officer,chief information security officer
        executive,sales,cro,cso,cco,chief revenue officer,chief sales officer,chief commercial officer
        executive,sales,vertriebsvorstand
        executive,marketing,cmo,chief marketing officer
        executive,human resources,chro,cpo,chief human resources officer,chief people officer,personalvorstand
        executive,product,chief product officer
        executive,legal,clo,chief legal officer
        executive,purchasing,chief procurement officer
        # Vice presidents, directors
        vice president,-,vp,svp,evp,avp,vice president,senior vice president,executive vice president,vizepräsident
        director,-,director,direktor*,dir,*direktor,bereichsleiter*,bereichsleitung,hauptabteilungsleiter
        director,-,niederlassungsleiter
        director,-,standortleiter,standortleitung,regional director,regionalleiter,regionaldirektor
        director,-,managing consultant director
        director,management,prokurist,prokura,general counsel director,authorised signatory
        director,management,handlungsbevollmächtigter
        director,finance,kaufmännischer leiter,kaufmännische leitung,kfm leiter,kfm leitung,kaufmännischer direktor
        director,production,werksleiter,werkleiter,betriebsleiter,plant manager,plant director,werksleitung
        director,production,betriebsleitung
        director,legal,general counsel
        director,engineering,technischer leiter,technische leitung,technischer direktor,technical director
        # Heads
        head,-,head,*leiter,*leitung,leiter,leitung,leitend*,abteilungsleiter,abteilungsleitung,department head
        head,-,*vorsteher,chef
        head,-,ressortleiter,referatsleiter,*chef,chief engineer,superintendent
        # Managers and leads of teams
        manager,-,manager,mgr,mngr,*manager,teamleiter,teamleitung,team lead,team leader,teamlead,gruppenleiter
        manager,-,gruppenleitung
        manager,-,projektleiter,projektleitung,filialleiter,marktleiter,schichtleiter,supervisor,assistant manager
        manager,-,deputy manager
        manager,-,project director,objektleiter,fachbereichsleiter,sachgebietsleiter,foreman,vorarbeiter
        manager,production,bauleiter,bauleitung,polier,production manager
        # Managers by name only
        specialist,sales,account manager,key account manager,kam,account executive,sales executive
        specialist,sales,sales manager assistant
        specialist,sales,business development executive,sdr,bdr,sales development representative,ae
        specialist,product,product manager,produktmanager,product owner,process owner
        specialist,marketing,marketing executive,community manager,social media manager,content manager
        specialist,marketing,campaign manager
        specialist,-,project manager,projektmanager,case manager,scrum master,program manager,programme manager
        specialist,customer service,customer success manager,csm,account coordinator
        specialist,human resources,hr business partner,business partner,hrbp,recruiter,talent acquisition*
        specialist,human resources,personalreferent
        specialist,administration,referent geschäftsführung,referent der geschäftsleitung,referent vorstand
        assistant,administration,office manager,officemanager,officemanagement,executive assistant
        assistant,administration,personal assistant,pa
        # Assistants
        assistant,administration,sekretär,sekretariat,secretary,assistenz geschäftsführung
        assistant,administration,assistenz geschäftsleitung
        assistant,administration,assistent geschäftsführung,assistent geschäftsleitung,administrative assistant
        assistant,administration,rezeptionist
        assistant,administration,receptionist,empfang,empfangsmitarbeiter,vorzimmer,clerk,office assistant,bürokraft
        assistant,-,assistent,assistant,assistenz,*assistent,*assistenz,*assistant,*sekretär,aushilfe,*aushilfe
        assistant,-,helfer,*helfer
        director,-,assistant director,deputy director
        vice president,-,assistant vice president
        # Beginners
        trainee,-,werkstudent*,werkstudentin,praktikant*,*praktikant,praktikum,azubi,auszubildende*,auszubildend
        trainee,-,intern
        trainee,-,internship,trainee,*trainee,student,*student,studentin,schüler,apprentice,working student,volontär
        trainee,-,lehrling
        trainee,-,duales studium,dualer student,pupil,graduate trainee,referendar
        junior,-,junior,jr,jun,berufseinsteiger,graduate,entry level
        none,-,retired,rentner,ruhestand,pensioniert,unemployed,arbeitslos,arbeitssuchend,housewife,hausfrau
        none,-,hausmann,homemaker
        none,-,arbeitsuchend,rente,privatier,between jobs,job seeker,pensioner
        # Seniors
        senior,-,senior,sr,principal,lead,staff engineer,expert,*experte,experte,leadership
        # Everybody else
        specialist,-,mitarbeiter*,*mitarbeiter,sachbearbeiter*,*sachbearbeiter,referent,*referent,specialist
        specialist,-,spezialist
        specialist,-,*spezialist,analyst,*analyst,coordinator,koordinator*,*koordinator,beauftragter,*beauftragter
        specialist,-,associate
        specialist,-,officer,representative,rep,agent,kaufmann,kauffrau,kaufleute,fachkraft,*fachkraft,angestellter
        specialist,-,angestellte
        specialist,-,kfm angestellter,kfm angestellte,*angestellter,*angestellte,techniker,*techniker,technician
        specialist,-,planner,*planer
        specialist,-,disponent,*disponent,beamter,*beauftragte,administrator,operator,worker,employee,*arbeiter
        specialist,-,freier mitarbeiter,facharbeiter,*fachfrau,*fachmann,*kaufmann,*kauffrau
        specialist,finance,buchhalter,*buchhalter,accountant,bookkeeper,controller,*controller,steuerberater,*prüfer
        specialist,finance,auditor
        specialist,finance,bankkaufmann,bankkauffrau,treasurer
        specialist,purchasing,einkäufer,*einkäufer,buyer,*buyer,purchaser
        specialist,sales,verkäufer,*verkäufer,vertriebler,vertreter,handelsvertreter,*vertreter,salesperson,salesman
        specialist,sales,seller
        specialist,sales,außendienstler,kundenberater,*kundenberater
        specialist,it,entwickler*,*entwickler,developer,*developer,programmer,programmierer,informatiker
        specialist,it,*informatiker
        specialist,it,sysadmin,systemadministrator,data scientist,software engineer,devops,webmaster
        specialist,it,it administrator,admin
        specialist,engineering,ingenieur,*ingenieur,engineer,*engineer,konstrukteur,*konstrukteur,architekt
        specialist,engineering,architect,designer
        specialist,engineering,scientist,researcher,forscher
        specialist,consulting,berater,*berater,consultant,*consultant,advisor,adviser,unternehmensberater
        specialist,legal,rechtsanwalt,anwalt,*anwalt,jurist,*jurist,lawyer,attorney,counsel,notar,syndikus,paralegal
        head,health,chefarzt,oberarzt
        specialist,health,arzt,*arzt,doctor,physician,nurse,pfleger,*pfleger,krankenschwester,therapeut,*therapeut
        specialist,health,apotheker
        specialist,health,pflegefachkraft,pharmacist,dentist
        specialist,education,lehrer,*lehrer,teacher,dozent,professor,lecturer,trainer,*trainer,instructor,erzieher
        specialist,production,meister,*meister,mechaniker,*mechaniker,mechatroniker,elektriker,elektroniker,*monteur
        specialist,production,monteur
        specialist,logistics,lagerist,fahrer,*fahrer,driver,dispatcher
        # Departments
        -,sales,vertrieb*,verkauf*,sales,sale,außendienst*,innendienst*,account*,kundenberatung*
        -,sales,business development,biz dev
        -,sales,absatz*,export*,revenue,commercial,field service sales,inside sales,presales,pre sales,key account*
        -,marketing,marketing*,marketer,werbung,werbe*,kommunikation*,communication*,brand*,pr,public relations
        -,marketing,media,medien*
        -,marketing,presse*,content,seo,sea,social media,kampagn*,campaign*,demand generation,lead generation,event*
        -,marketing,advertis*
        -,finance,finanz*,finance*,financial,buchhaltung*,rechnungswesen*,accounting*,controlling*,accounts payable
        -,finance,tax,steuer*
        -,finance,treasury,kredit*,debitor*,kreditor*,billing,fp a,bank*,rechnung*,accounts receivable,ap
        -,finance,audit*
        -,purchasing,einkauf*,beschaffung*,purchas*,procurement,sourcing,materialwirtschaft*,materialeinkauf,buying
        -,it,it,edv*,informatik*,software*,system*,daten*,data*,digital*,information*,technology,security,cyber*
        -,it,netzwerk*
        -,it,network*,cloud,infrastruktur*,infrastructure,application*,anwendungs*,web*,erp*,sap*,crm,bi
        -,it,business intelligence
        -,human resources,personal*,hr,human resources,human capital,people,recruit*,talent*,ausbildung*,lohn*
        -,human resources,payroll
        -,human resources,gehalts*,personnel
        -,production,produktion*,fertigung*,production*,manufactur*,werk*,betrieb*,operations,instandhaltung*
        -,production,maintenance
        -,production,montage*,facility,bau*,plant,technischer betrieb,operation,industrie*,operational
        -,logistics,logisti*,lager*,supply chain,scm,versand*,warehous*,transport*,spedition*,fuhrpark*,dispo*
        -,logistics,shipping
        -,engineering,entwicklung*,konstruktion*,engineering,r d,f e,forschung*,research*,technik*,technisch*
        -,engineering,technical
        -,engineering,development,innovation*,design*,labor*,lab
        -,product,produktmanagement*,product*,produkt*
        -,quality,qualität*,quality,qm,qs,qa,arbeitssicherheit*,compliance quality
        -,legal,recht*,legal,compliance*,datenschutz*,privacy,justiz*,juristisch*
        -,customer service,kundenservice*,kundendienst*,kundenbetreuung*,support*,customer service,customer support
        -,customer service,customer success,customer care,service*,helpdesk,help desk,call center
        -,customer service,customer experience
        -,administration,verwaltung*,administration*,administrative,büro*,office,empfang*,sekretariat*,organisation*
        -,consulting,beratung*,consulting,advisory,unternehmensberatung*
        -,health,medizin*,medical,klinik*,pflege*,gesundheit*,health*,kranken*,ärztlich*,clinical,pharma*
        -,education,bildung*,schul*,education*,training*,lehr*,weiterbildung*,akadem*,learning,teaching
        -,management,management,unternehmensleitung,business,strategy,strategie*,unternehmensentwicklung,corporate
        """
}
