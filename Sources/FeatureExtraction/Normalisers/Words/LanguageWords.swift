/// Languages by their ISO 639-1 codes, with ISO 639-2 codes and their English, German and own names.
enum LanguageWords {
    static let table = """
        aa,aar,afar
        ab,abk,abkhazian,abchasisch
        ae,ave,avestan,avestisch
        af,afr,afrikaans
        ak,aka,akan
        am,amh,amharic,amharisch,አማርኛ
        an,arg,aragonese,aragonesisch
        ar,ara,arabic,arabisch,العربية
        as,asm,assamese,assamesisch,অসমীয়া
        av,ava,avaric,awarisch
        ay,aym,aymara
        az,aze,azerbaijani,aserbaidschanisch,azərbaycan
        ba,bak,bashkir,baschkirisch,башҡорт теле
        be,bel,belarusian,belarussisch,беларуская
        bg,bul,bulgarian,bulgarisch,български
        bi,bis,bislama
        bm,bam,bambara,bamanakan
        bn,ben,bangla,bengalisch,বাংলা
        bo,bod,tibetan,tibetisch,བོད་སྐད་,tib
        br,bre,breton,bretonisch,brezhoneg
        bs,bos,bosnian,bosnisch,bosanski
        ca,cat,catalan,katalanisch,català
        ce,che,chechen,tschetschenisch,нохчийн
        ch,cha,chamorro
        co,cos,corsican,korsisch,corsu
        cr,cre,cree
        cs,ces,czech,tschechisch,čeština,cze
        cu,chu,church slavic,kirchenslawisch
        cv,chv,chuvash,tschuwaschisch,чӑваш
        cy,cym,welsh,walisisch,cymraeg,wel
        da,dan,danish,dänisch,dansk
        de,deu,german,deutsch,ger
        dv,div,dhivehi,ދިވެހިބަސް
        dz,dzo,dzongkha,རྫོང་ཁ་
        ee,ewe,eʋegbe
        el,ell,greek,griechisch,ελληνικά,gre
        en,eng,english,englisch
        eo,epo,esperanto
        es,spa,spanish,spanisch,español,castilian
        et,est,estonian,estnisch,eesti
        eu,eus,basque,baskisch,euskara,baq
        fa,fas,persian,persisch,فارسی,per,farsi
        ff,ful,fula,pulaar
        fi,fin,finnish,finnisch,suomi
        fj,fij,fijian,fidschi
        fo,fao,faroese,färöisch,føroyskt
        fr,fra,french,französisch,français,fre
        fy,fry,western frisian,westfriesisch,frysk
        ga,gle,irish,irisch,gaeilge
        gd,gla,scottish gaelic,gälisch (schottland),gàidhlig
        gl,glg,galician,galicisch,galego
        gn,grn,guarani,guaraní,avañe’ẽ
        gu,guj,gujarati,ગુજરાતી
        gv,glv,manx,gaelg
        ha,hau,hausa,haussa
        he,heb,hebrew,hebräisch,עברית
        hi,hin,hindi,हिन्दी
        ho,hmo,hiri motu,hiri-motu
        hr,hrv,croatian,kroatisch,hrvatski
        ht,hat,haitian creole,haiti-kreolisch,créole haïtien
        hu,hun,hungarian,ungarisch,magyar
        hy,hye,armenian,armenisch,հայերեն,arm
        hz,her,herero
        ia,ina,interlingua
        id,ind,indonesian,indonesisch,indonesia
        ie,ile,interlingue
        ig,ibo,igbo
        ii,iii,liangshan yi,yi,ꆈꌠꉙ
        ik,ipk,inupiaq,inupiak
        io,ido
        is,isl,icelandic,isländisch,íslenska,ice
        it,ita,italian,italienisch,italiano
        iu,iku,inuktitut,ᐃᓄᒃᑎᑐᑦ
        ja,jpn,japanese,japanisch,日本語
        jv,jav,javanese,javanisch,jawa
        ka,kat,georgian,georgisch,ქართული,geo
        kg,kon,kongo,kongolesisch
        ki,kik,kikuyu,gikuyu
        kj,kua,kuanyama,kwanyama
        kk,kaz,kazakh,kasachisch,қазақ тілі
        kl,kal,kalaallisut,grönländisch
        km,khm,khmer,ខ្មែរ
        kn,kan,kannada,ಕನ್ನಡ
        ko,kor,korean,koreanisch,한국어
        kr,kau,kanuri
        ks,kas,kashmiri,kaschmiri,کٲشُر
        ku,kur,kurdish,kurdisch,kurdî (kurmancî)
        kv,kom,komi
        kw,cor,cornish,kornisch,kernewek
        ky,kir,kyrgyz,kirgisisch,кыргызча
        la,lat,latin,latein
        lb,ltz,luxembourgish,luxemburgisch,lëtzebuergesch
        lg,lug,ganda,luganda
        li,lim,limburgish,limburgisch
        ln,lin,lingala,lingála
        lo,lao,laotisch,ລາວ
        lt,lit,lithuanian,litauisch,lietuvių
        lu,lub,luba-katanga,tshiluba
        lv,lav,latvian,lettisch,latviešu
        mg,mlg,malagasy
        mh,mah,marshallese,marschallesisch
        mi,mri,māori,mao
        mk,mkd,macedonian,mazedonisch,македонски,mac
        ml,mal,malayalam,മലയാളം
        mn,mon,mongolian,mongolisch,монгол
        mr,mar,marathi,मराठी
        ms,msa,malay,malaiisch,bahasa melayu,may
        mt,mlt,maltese,maltesisch,malti
        my,mya,burmese,birmanisch,မြန်မာ,bur
        na,nau,nauru,nauruisch
        nb,nob,norwegian bokmål,norwegisch (bokmål),norsk bokmål,norwegian bokmal
        nd,nde,north ndebele,nord-ndebele,isindebele
        ne,nep,nepali,nepalesisch,नेपाली
        ng,ndo,ndonga
        nl,nld,dutch,niederländisch,nederlands,dut
        nn,nno,norwegian nynorsk,norwegisch (nynorsk),norsk nynorsk
        no,nor,norwegian,norwegisch,norsk
        nr,nbl,south ndebele,süd-ndebele
        nv,nav,navajo,diné bizaad
        ny,nya,nyanja
        oc,oci,occitan,okzitanisch
        oj,oji,ojibwa
        om,orm,oromo,oromoo
        or,ori,odia,oriya,ଓଡ଼ିଆ
        os,oss,ossetic,ossetisch,ирон
        pa,pan,punjabi,ਪੰਜਾਬੀ
        pi,pli,pali
        pl,pol,polish,polnisch,polski
        ps,pus,pashto,paschtu,پښتو
        pt,por,portuguese,portugiesisch,português
        qu,que,quechua,runasimi
        rm,roh,romansh,rätoromanisch,rumantsch
        rn,run,rundi,ikirundi
        ro,ron,romanian,rumänisch,română,rum
        ru,rus,russian,russisch,русский
        rw,kin,kinyarwanda,ikinyarwanda
        sa,san,sanskrit,संस्कृत भाषा
        sc,srd,sardinian,sardisch,sardu
        sd,snd,sindhi,سنڌي
        se,sme,north sámi,nordsamisch,davvisámegiella
        sg,sag,sango,sängö
        si,sin,sinhala,singhalesisch,සිංහල
        sk,slk,slovak,slowakisch,slovenčina,slo
        sl,slv,slovenian,slowenisch,slovenščina
        sm,smo,samoan,samoanisch,gagana faʻa sāmoa
        sn,sna,shona,chishona
        so,som,somali,soomaali
        sq,sqi,albanian,albanisch,shqip,alb
        sr,srp,serbian,serbisch,српски
        ss,ssw,swati,swazi,siswati
        st,sot,southern sotho,süd-sotho,sesotho
        su,sun,sundanese,sundanesisch,basa sunda
        sv,swe,swedish,schwedisch,svenska
        sw,swa,swahili,suaheli,kiswahili
        ta,tam,tamil,தமிழ்
        te,tel,telugu,తెలుగు
        tg,tgk,tajik,tadschikisch,тоҷикӣ
        th,tha,thai,thailändisch,ไทย
        ti,tir,tigrinya,ትግርኛ
        tk,tuk,turkmen,turkmenisch,türkmen dili
        tn,tsn,tswana,setswana
        to,ton,tongan,tongaisch,lea fakatonga
        tr,tur,turkish,türkisch,türkçe
        ts,tso,tsonga,xitsonga
        tt,tat,tatar,tatarisch,татар
        tw,twi
        ty,tah,tahitian,tahitisch
        ug,uig,uyghur,uigurisch,ئۇيغۇرچە
        uk,ukr,ukrainian,ukrainisch,українська
        ur,urd,urdu,اردو
        uz,uzb,uzbek,usbekisch,o‘zbek
        ve,ven,venda,tshivenḓa
        vi,vie,vietnamese,vietnamesisch,tiếng việt
        vo,vol,volapük
        wa,wln,walloon,wallonisch,walon
        wo,wol,wolof
        xh,xho,xhosa,isixhosa
        yi,yid,yiddish,jiddisch,ייִדיש
        yo,yor,yoruba,èdè yorùbá
        za,zha,zhuang,vahcuengh
        zh,zho,chinese,chinesisch,中文,chi,mandarin
        zu,zul,zulu,isizulu
        """
}
