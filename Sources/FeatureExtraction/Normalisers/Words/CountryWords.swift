/// Countries by their ISO 3166-1 codes, with their English and German names and what else people write.
enum CountryWords {
    static let table = """
        AD,and,andorra
        AE,are,united arab emirates,vereinigte arabische emirate,uae,emirates,dubai,vae,emirate
        AF,afg,afghanistan
        AG,atg,antigua & barbuda,antigua und barbuda
        AI,aia,anguilla
        AL,alb,albania,albanien
        AM,arm,armenia,armenien
        AO,ago,angola
        AQ,antarctica,antarktis
        AR,arg,argentina,argentinien
        AS,american samoa,amerikanisch-samoa
        AT,aut,austria,österreich,a,autriche
        AU,aus,australia,australien
        AW,abw,aruba
        AX,åland islands,ålandinseln
        AZ,aze,azerbaijan,aserbaidschan
        BA,bih,bosnia & herzegovina,bosnien und herzegowina,bosnia,bosnien
        BB,brb,barbados
        BD,bgd,bangladesh,bangladesch
        BE,bel,belgium,belgien,belgique,belgië
        BF,bfa,burkina faso
        BG,bgr,bulgaria,bulgarien
        BH,bhr,bahrain
        BI,bdi,burundi
        BJ,ben,benin
        BL,st. barthélemy
        BM,bmu,bermuda
        BN,brn,brunei,brunei darussalam
        BO,bol,bolivia,bolivien
        BQ,caribbean netherlands,karibische niederlande
        BR,bra,brazil,brasilien,brasil
        BS,bhs,bahamas
        BT,btn,bhutan
        BV,bouvet island,bouvetinsel
        BW,bwa,botswana,botsuana
        BY,blr,belarus,weißrussland
        BZ,blz,belize
        CA,can,canada,kanada
        CC,cocos (keeling) islands,kokosinseln
        CD,cod,congo - kinshasa,kongo-kinshasa,dr congo,demokratische republik kongo
        CF,caf,central african republic,zentralafrikanische republik
        CG,cog,congo - brazzaville,kongo-brazzaville,congo,kongo
        CH,che,switzerland,schweiz,suisse,svizzera
        CI,civ,côte d’ivoire,ivory coast,elfenbeinküste
        CK,cook islands,cookinseln
        CL,chl,chile
        CM,cmr,cameroon,kamerun
        CN,chn,china,china mainland,china festland,prc,volksrepublik china
        CO,col,colombia,kolumbien
        CR,cri,costa rica
        CU,cub,cuba,kuba
        CV,cpv,cape verde,cabo verde,kap verde
        CW,cuw,curaçao
        CX,christmas island,weihnachtsinsel
        CY,cyp,cyprus,zypern
        CZ,cze,czechia,tschechien,czech republic,tschechische republik,tschechei
        DE,deu,germany,deutschland,brd,bundesrepublik deutschland,federal republic of germany,allemagne,alemania
        DE,germania,d
        DJ,dji,djibouti,dschibuti
        DK,dnk,denmark,dänemark,danmark
        DM,dma,dominica
        DO,dom,dominican republic,dominikanische republik
        DZ,dza,algeria,algerien
        EC,ecu,ecuador
        EE,est,estonia,estland
        EG,egy,egypt,ägypten
        EH,western sahara,westsahara
        ER,eri,eritrea
        ES,esp,spain,spanien,españa
        ET,eth,ethiopia,äthiopien
        FI,fin,finland,finnland,suomi
        FJ,fji,fiji,fidschi
        FK,falkland islands,falklandinseln
        FM,micronesia,mikronesien
        FO,fro,faroe islands,färöer
        FR,fra,france,frankreich
        GA,gab,gabon,gabun
        GB,gbr,united kingdom,vereinigtes königreich,uk,u.k.,great britain,großbritannien,england,scotland
        GB,schottland,wales,northern ireland,nordirland
        GD,grd,grenada
        GE,geo,georgia,georgien
        GF,guf,french guiana,französisch-guayana
        GG,guernsey
        GH,gha,ghana
        GI,gib,gibraltar
        GL,grl,greenland,grönland
        GM,gmb,gambia
        GN,gin,guinea
        GP,glp,guadeloupe
        GQ,gnq,equatorial guinea,äquatorialguinea
        GR,grc,greece,griechenland
        GS,so. georgia & so. sandwich isl.,südgeorgien und die südlichen sandwichinseln
        GT,gtm,guatemala
        GU,gum,guam
        GW,gnb,guinea-bissau
        GY,guy,guyana
        HK,hkg,hong kong,hongkong
        HM,heard & mcdonald islands,heard und mcdonaldinseln
        HN,hnd,honduras
        HR,hrv,croatia,kroatien
        HT,hti,haiti
        HU,hun,hungary,ungarn,magyarország
        ID,idn,indonesia,indonesien
        IE,irl,ireland,irland,republic of ireland,eire
        IL,isr,israel
        IM,isle of man
        IN,ind,india,indien
        IO,chagos archipelago,chagos-archipel
        IQ,irq,iraq,irak
        IR,irn,iran
        IS,isl,iceland,island
        IT,ita,italy,italien,italia
        JE,jersey
        JM,jam,jamaica,jamaika
        JO,jor,jordan,jordanien
        JP,jpn,japan
        KE,ken,kenya,kenia
        KG,kgz,kyrgyzstan,kirgisistan
        KH,khm,cambodia,kambodscha
        KI,kiribati
        KM,com,comoros,komoren
        KN,kna,st. kitts & nevis,st. kitts und nevis
        KP,prk,north korea,nordkorea
        KR,kor,south korea,südkorea,korea,republic of korea
        KW,kwt,kuwait
        KY,cym,cayman islands,kaimaninseln
        KZ,kaz,kazakhstan,kasachstan
        LA,lao,laos
        LB,lbn,lebanon,libanon
        LC,lca,st. lucia
        LI,lie,liechtenstein,fürstentum liechtenstein,fl
        LK,lka,sri lanka
        LR,lbr,liberia
        LS,lso,lesotho
        LT,ltu,lithuania,litauen
        LU,lux,luxembourg,luxemburg,lëtzebuerg
        LV,lva,latvia,lettland
        LY,lby,libya,libyen
        MA,mar,morocco,marokko
        MC,mco,monaco
        MD,mda,moldova,republik moldau,moldawien
        ME,mne,montenegro
        MF,st. martin
        MG,mdg,madagascar,madagaskar
        MH,marshall islands,marshallinseln
        MK,mkd,north macedonia,nordmazedonien,macedonia,mazedonien
        ML,mli,mali
        MM,mmr,myanmar (burma),myanmar,burma,birma
        MN,mng,mongolia,mongolei
        MO,mac,macao,macau
        MP,northern mariana islands,nördliche marianen
        MQ,martinique
        MR,mrt,mauritania,mauretanien
        MS,montserrat
        MT,mlt,malta
        MU,mus,mauritius
        MV,mdv,maldives,malediven
        MW,mwi,malawi
        MX,mex,mexico,mexiko,méxico
        MY,mys,malaysia
        MZ,moz,mozambique,mosambik
        NA,nam,namibia
        NC,new caledonia,neukaledonien
        NE,ner,niger
        NF,norfolk island,norfolkinsel
        NG,nga,nigeria
        NI,nic,nicaragua
        NL,nld,netherlands,niederlande,holland,nederland
        NO,nor,norway,norwegen,norge
        NP,npl,nepal
        NR,nauru
        NU,niue
        NZ,nzl,new zealand,neuseeland
        OM,omn,oman
        PA,pan,panama
        PE,per,peru
        PF,french polynesia,französisch-polynesien
        PG,png,papua new guinea,papua-neuguinea
        PH,phl,philippines,philippinen
        PK,pak,pakistan
        PL,pol,poland,polen,polska
        PM,st. pierre & miquelon,st. pierre und miquelon
        PN,pitcairn islands,pitcairninseln
        PR,pri,puerto rico
        PS,pse,palestinian territories,palästinensische autonomiegebiete,palestine,palästina
        PT,prt,portugal
        PW,palau
        PY,pry,paraguay
        QA,qat,qatar,katar
        RE,reu,réunion
        RO,rou,romania,rumänien
        RS,srb,serbia,serbien
        RU,rus,russia,russland,russian federation,russische föderation
        RW,rwa,rwanda,ruanda
        SA,sau,saudi arabia,saudi-arabien
        SB,slb,solomon islands,salomonen
        SC,syc,seychelles,seychellen
        SD,sdn,sudan
        SE,swe,sweden,schweden,sverige
        SG,sgp,singapore,singapur
        SH,st. helena
        SI,svn,slovenia,slowenien
        SJ,svalbard & jan mayen,spitzbergen und jan mayen
        SK,svk,slovakia,slowakei,slowakische republik,slovak republic
        SL,sle,sierra leone
        SM,smr,san marino
        SN,sen,senegal
        SO,som,somalia
        SR,sur,suriname
        SS,ssd,south sudan,südsudan
        ST,stp,são tomé & príncipe,são tomé und príncipe
        SV,slv,el salvador
        SX,sint maarten
        SY,syr,syria,syrien
        SZ,swz,eswatini,swaziland
        TC,turks & caicos islands,turks- und caicosinseln
        TD,tcd,chad,tschad
        TF,french southern territories,französische süd- und antarktisgebiete
        TG,tgo,togo
        TH,tha,thailand
        TJ,tjk,tajikistan,tadschikistan
        TK,tokelau
        TL,tls,timor-leste
        TM,tkm,turkmenistan
        TN,tun,tunisia,tunesien
        TO,ton,tonga
        TR,tur,türkiye,türkei,turkey
        TT,tto,trinidad & tobago,trinidad und tobago
        TV,tuvalu
        TW,twn,taiwan
        TZ,tza,tanzania,tansania
        UA,ukr,ukraine
        UG,uga,uganda
        UM,u.s. outlying islands,amerikanische überseeinseln
        US,usa,united states,vereinigte staaten,u.s.a.,u.s.,america,united states of america
        US,vereinigte staaten von amerika,amerika,estados unidos
        UY,ury,uruguay
        UZ,uzb,uzbekistan,usbekistan
        VA,vat,vatican city,vatikanstadt,vatican,vatikan,holy see
        VC,vct,st. vincent & grenadines,st. vincent und die grenadinen
        VE,ven,venezuela
        VG,british virgin islands,britische jungferninseln
        VI,u.s. virgin islands,amerikanische jungferninseln
        VN,vnm,vietnam,viet nam
        VU,vut,vanuatu
        WF,wallis & futuna,wallis und futuna
        WS,wsm,samoa
        XK,xkx,kosovo
        YE,yem,yemen,jemen
        YT,mayotte
        ZA,zaf,south africa,südafrika
        ZM,zmb,zambia,sambia
        ZW,zwe,zimbabwe,simbabwe
        """
}
