/// Names that people type who do not want to give theirs.
enum DummyNameWords {
    static let table = """
        dummy,test,tester,testing,test test,testuser,testname,dummy,fake,foo,bar,foobar,baz,xxx,xyz,abc,n/a,none,na,nn
        dummy,null,nil
        dummy,unknown,unbekannt,anonym,anonymous,anonymus,nobody,niemand,keiner,user,username,name,vorname,nachname
        dummy,firstname
        dummy,lastname,kunde,customer,admin,administrator,noname,no name,asdf,qwertz,qwerty,blabla,bla,lorem
        dummy,lorem ipsum
        dummy,max mustermann,erika mustermann,mustermann,musterfrau,muster,john doe,jane doe,hans dampf
        dummy,otto normalverbraucher
        dummy,micky maus,mickey mouse,minnie mouse,donald duck,daisy duck,bugs bunny,homer simpson,bart simpson
        dummy,superman,batman
        dummy,darth vader,james bond,harry potter,santa claus,weihnachtsmann,osterhase,hinz kunz,mister x,herr x
        dummy,mr x
        """
}
