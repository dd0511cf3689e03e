#!/usr/bin/env python3
"""Writes the quirk files of this folder and expected.json. Expectations are written here by hand, not by the reader.

Only the standard library is used. Run it in this folder; the files are committed.
"""
import datetime
import gzip
import json

P = "\u00a7"  # a placeholder cell
cases = []


def t(text):
    """Seconds since 1970 of an ISO time, UTC unless it says otherwise."""
    moment = datetime.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.timezone.utc)
    return moment.timestamp()


def quirk(name, data, columns, **more):
    """columns: name -> (type, shape, values); None is absent."""
    if isinstance(data, str):
        data = data.encode("utf-8")
    with open(name, "wb") as file:
        file.write(data)
    cases.append({
        "file": name,
        "columns": [
            {"name": column, "type": kind, "shape": shape, "values": values}
            for column, (kind, shape, values) in columns.items()
        ],
        "notes": more.pop("notes", []),
        "rejects": more.pop("rejects", []),
        **more,
    })


def numbers(*values):
    return ("number", "plain", list(values))


def texts(*values):
    return ("text", "text", list(values))


def dates(shape, *values):
    return ("date", shape, [None if v is None else t(v) for v in values])


def booleans(*values):
    return ("boolean", "words", list(values))


plain = {"id": texts("a1", "b2", "c3"), "size": numbers(1, 2.5, -3), "city": texts("Köln", "Bonn", "Zürich")}
body = "id,size,city\na1,1,Köln\nb2,2.5,Bonn\nc3,-3,Zürich\n"

# Dialects, line ends, encodings, packing: one table in many dresses.
quirk("comma.csv", body, plain, delimiter=",")
quirk("semicolon.csv", body.replace(",", ";"), plain, delimiter=";")
quirk("tab.tsv", body.replace(",", "\t"), plain, delimiter="\t")
quirk("pipe.csv", body.replace(",", "|"), plain, delimiter="|")
quirk("crlf.csv", body.replace("\n", "\r\n"), plain)
quirk("old_mac_cr.csv", body.replace("\n", "\r"), plain)
quirk("no_final_newline.csv", body[:-1], plain)
quirk("utf8_bom.csv", b"\xef\xbb\xbf" + body.encode(), plain, encoding="utf8")
quirk("utf16le_bom.csv", b"\xff\xfe" + body.encode("utf-16-le"), plain, encoding="utf16LittleEndian")
quirk("utf16be_bom.csv", b"\xfe\xff" + body.encode("utf-16-be"), plain, encoding="utf16BigEndian")
quirk("utf16le_no_bom.csv", body.encode("utf-16-le"), plain, encoding="utf16LittleEndian")
quirk("latin1.csv", body.encode("latin-1"), plain, encoding="latin1")
quirk("windows1252.csv", "name,amount\n“Müller”,5 €\nŠkoda,7 €\n".encode("cp1252"),
      {"name": texts("“Müller”", "Škoda"), "amount": numbers(5, 7)}, encoding="latin1")
quirk("packed.csv.gz", gzip.compress(body.encode(), mtime=0), plain)
quirk("packed_members.csv.gz",
      gzip.compress(body[:20].encode(), mtime=0) + gzip.compress(body[20:].encode(), mtime=0) + b"\0" * 8, plain)
quirk("excel_sep_line.csv", "sep=;\r\nid;n\r\nx;1,5\r\ny;2,25\r\n", {"id": texts("x", "y"), "n": numbers(1.5, 2.25)},
      delimiter=";")
quirk("leading_blank_lines.csv", "\n  \n" + body, plain)
quirk("blank_lines.csv", body.replace("\nb2", "\n\n   \nb2"), plain, notes=["blankLines"])
quirk("only_delimiters.csv", "a,b\n1,x\n,\n2,y\n", {"a": numbers(1, None, 2), "b": texts("x", None, "y")})
quirk("empty.csv", "", {}, rows=0)
quirk("only_blank_lines.csv", "\n\n  \n", {}, rows=0)
quirk("header_only.csv", "a,b,c\n", {"a": texts(), "b": texts(), "c": texts()})
quirk("header_only_no_newline.csv", "a,b,c", {"a": texts(), "b": texts(), "c": texts()})
quirk("one_column.csv", "name\nanna\nbert\n", {"name": texts("anna", "bert")})
quirk("one_column_numbers.csv", "n\n1\n2\n", {"n": numbers(1, 2)})
quirk("no_header.csv", "1,x\n2,y\n", {"column_1": numbers(1, 2), "column_2": texts("x", "y")}, hasHeader=False)

quirk("empty.csv.gz", gzip.compress(b"", mtime=0), {})
quirk("empty_first_cells.tsv", "a\tb\n\t1\n\t\nx\t2\n", {"a": texts(None, None, "x"), "b": numbers(1, None, 2)}, delimiter="\t")
quirk("decimal_commas_between_semicolons.csv", "a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n",
      {"a": numbers(1.5, 4.5), "b": numbers(2.5, 5.5), "c": numbers(3.5, 6.5)}, delimiter=";")
quirk("commas_in_text_between_pipes.csv", "id|text\n1|a, b, c\n2|d\n3|e, f\n", {"id": numbers(1, 2, 3), "text": texts("a, b, c", "d", "e, f")}, delimiter="|")
quirk("umlauts_in_booleans.csv", "b\nkyllä\nEI\n", {"b": booleans(True, False)})
quirk("negative_zero_and_plus.csv", "a\n-0\n+7\n", {"a": numbers(-0.0, 7)})
quirk("bom_before_quoted_header.csv", b"\xef\xbb\xbf" + '"id","x"\r\n"1","2"\r\n'.encode(), {"id": numbers(1), "x": numbers(2)})
quirk("multiline_header.csv", '"first\nname",b\nx,1\n', {"first\nname": texts("x"), "b": numbers(1)})

# Quotes.
quirk("quotes.csv", 'id,note\n1,"a, b"\n2,"say ""hi"""\n3,""\n4,"two\nlines"\n5,"crlf\r\ninside"\n',
      {"id": numbers(1, 2, 3, 4, 5), "note": texts("a, b", 'say "hi"', None, "two\nlines", "crlf\r\ninside")})
quirk("quoted_header.csv", '"first name","a, b","say ""x"""\nA,1,2\n',
      {"first name": texts("A"), "a, b": numbers(1), 'say "x"': numbers(2)})
quirk("quoted_numbers.csv", 'a;b\r\n"1";"x"\r\n"2";"y"\r\n', {"a": numbers(1, 2), "b": texts("x", "y")})
quirk("stray_quotes.csv", 'a,b\n5" pipe,1\nx"y"z,2\n', {"a": texts('5" pipe', 'x"y"z'), "b": numbers(1, 2)})
quirk("blank_before_quote.csv", 'a, b\n1, "x, y"\n2, "z"\n', {"a": numbers(1, 2), "b": texts("x, y", "z")})
quirk("text_after_quote.csv", 'a,b\n"x"y,1\n"p""q" r,2\n', {"a": texts("xy", 'p"q r'), "b": numbers(1, 2)})
quirk("unclosed_quote.csv", 'a,notes\n1,"open\n2,fine\n3,also fine\n',
      {"a": numbers(2, 3), "notes": texts("fine", "also fine")},
      rejects=[{"line": 2, "byte": 8, "code": "E202", "column": "notes", "row": 0}])
quirk("unclosed_quote_last.csv", 'a,notes\n1,fine\n2,"open', {"a": numbers(1), "notes": texts("fine")},
      rejects=[{"line": 3, "byte": 15, "code": "E202", "column": "notes", "row": 1}])

# Ragged rows, headers.
quirk("ragged.csv", "a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n",
      {"a": numbers(1, 10), "b": numbers(2, 11), "c": numbers(3, 12)},
      rejects=[{"line": 3, "byte": 12, "code": "E201", "row": 1}, {"line": 4, "byte": 16, "code": "E201", "row": 2}])
quirk("ragged_after_multiline.csv", 'a,b\n1,"x\ny"\n2\n3,z\n', {"a": numbers(1, 3), "b": texts("x\ny", "z")},
      rejects=[{"line": 4, "byte": 12, "code": "E201", "row": 1}])
quirk("ragged_crlf_utf16.csv", b"\xff\xfe" + "a,b\r\nü,2\r\n3\r\n4,5\r\n".encode("utf-16-le"),
      {"a": texts("ü", "4"), "b": numbers(2, 5)}, rejects=[{"line": 3, "byte": 22, "code": "E201", "row": 1}])
quirk("extra_cell_is_ragged.csv", "a,b\n1,2\n3,4,\n5,6\n", {"a": numbers(1, 5), "b": numbers(2, 6)},
      rejects=[{"line": 3, "byte": 8, "code": "E201", "row": 1}])
quirk("trailing_delimiter.csv", "a,b,\n1,x,\n2,y,\n", {"a": numbers(1, 2), "b": texts("x", "y")},
      notes=["trailingDelimiter"])
quirk("trailing_delimiter_data_only.csv", "a;b\n1;x;\n2;y;\n", {"a": numbers(1, 2), "b": texts("x", "y")},
      notes=["trailingDelimiter"], delimiter=";")
quirk("duplicate_header.csv", "a,a,a_2,a\n1,2,3,4\n",
      {"a": numbers(1), "a_3": numbers(2), "a_2": numbers(3), "a_4": numbers(4)},
      notes=["duplicateHeader", "duplicateHeader"])
quirk("blank_header.csv", ",b, \n0,x,1\n1,y,2\n", {"column_1": numbers(0, 1), "b": texts("x", "y"), "column_3": numbers(1, 2)},
      notes=["blankHeader", "blankHeader"])
quirk("numeric_header.csv", "1,2\n3,4\n", {"1": numbers(3), "2": numbers(4)}, notes=["headerLooksLikeData"])

# Numbers.
quirk("numbers.csv", "n,m\n1,1e3\n-2.50,-1.5E-3\n+3,.5\n0.125,5.\n,0\n",
      {"n": numbers(1, -2.5, 3, 0.125, None), "m": numbers(1000, -0.0015, 0.5, 5, 0)})
quirk("decimal_comma.csv", "a;b\n1,5;3\n-2,25;4\n1000;5\n", {"a": numbers(1.5, -2.25, 1000), "b": numbers(3, 4, 5)})
quirk("german_thousands.csv", "umsatz;n\n1.234,5;1\n12.000;2\n1.234.567,89;3\n",
      {"umsatz": numbers(1234.5, 12000, 1234567.89), "n": numbers(1, 2, 3)})
quirk("english_thousands.csv", 'n\n"1,234.5"\n"12,000"\n"1,234,567.89"\n', {"n": numbers(1234.5, 12000, 1234567.89)})
quirk("swiss_thousands.csv", "n,m\n1'234.5,1 234.5\n12'000,12 000\n", {"n": numbers(1234.5, 12000), "m": numbers(1234.5, 12000)})
quirk("no_break_space_thousands.csv", "n;m\n1\u00a0234,5;1\u202f234,5\n12\u00a0000;7\n", {"n": numbers(1234.5, 12000), "m": numbers(1234.5, 7)})
quirk("ambiguous_mark.csv", 'n,x\n"1,500",a\n"2,250",b\n', {"n": numbers(1500, 2250), "x": texts("a", "b")},
      notes=["ambiguousDecimalMark"])
quirk("ambiguous_mark_semicolon.csv", "n;x\n1,500;a\n2,250;b\n", {"n": numbers(1.5, 2.25), "x": texts("a", "b")},
      notes=["ambiguousDecimalMark"])
quirk("ambiguous_mark_settled_by_file.csv", "n;m\n1.500;1,25\n2.250;3,5\n", {"n": numbers(1500, 2250), "m": numbers(1.25, 3.5)},
      notes=["ambiguousDecimalMark"])
quirk("percent.csv", "a,b\n12%,5\n12.5 %,6\n-3%,7\n", {"a": numbers(12, 12.5, -3), "b": numbers(5, 6, 7)})
quirk("currency.csv", 'usd;eur;chf\n"$1,200.50";1.200,50 €;CHF 5\n-$5;€ 7;CHF -7.25\n$0.99;8,5€;9\n',
      {"usd": numbers(1200.5, -5, 0.99), "eur": numbers(1200.5, 7, 8.5), "chf": numbers(5, -7.25, 9)})
quirk("mixed_currencies.csv", "a\n$5\n€6\n", {"a": numbers(5, 6)}, notes=["mixedCurrencies"])
quirk("accounting.csv", "a,b,c\n(500),12-,$10M\n600,13,1.5k\n", {"a": numbers(-500, 600), "b": numbers(-12, 13), "c": numbers(1e7, 1500)})
quirk("leading_zeros.csv", "plz,n\n01067,1\n80331,2\n", {"plz": texts("01067", "80331"), "n": numbers(1, 2)}, notes=["leadingZeros"])
quirk("long_digits.csv", "order,n\n123456789012345678,1\n123456789012345679,2\n",
      {"order": texts("123456789012345678", "123456789012345679"), "n": numbers(1, 2)}, notes=["longDigits"])
quirk("half_numbers.csv", "a\n1\n2\n3\nx\n", {"a": texts("1", "2", "3", "x")}, notes=["mostlyTyped"])
quirk("infinite.csv", "a,b\ninf,1\nNaN,2\n1e999,3\n", {"a": texts("inf", P, "1e999"), "b": numbers(1, 2, 3)})
quirk("one_bad_cell.csv", "id,age\n" + "".join(f"k{i},{i}\n" for i in range(150)) + "k150,old\n",
      {"id": texts(*[f"k{i}" for i in range(150)]), "age": numbers(*range(150))},
      rejects=[{"line": 152, "byte": 1137, "code": "E203", "column": "age", "row": 150}])

# Ranges and ordinals.
quirk("ranges.csv", "size,revenue\n5-20,$10M-$50M\n200+,$1M-$10M\n500-999,$50M+\n<5,<$1M\n21 – 199,$1M - $10M\n",
      {"size": ("number", "range", [12.5, 200, 749.5, 5, 110]),
       "revenue": ("number", "range", [30e6, 5.5e6, 50e6, 1e6, 5.5e6])})
quirk("ranges_words.csv", "a;b\n1-10 employees;über 1.000\n51-200 employees;bis 50\n10,000+ employees;50 bis 100\n",
      {"a": ("number", "range", [5.5, 125.5, 10000]), "b": ("number", "range", [1000, 50, 75])},
      notes=["ambiguousDecimalMark", "ambiguousDecimalMark"])
quirk("codes_are_no_ranges.csv", "a\n01-02\n03-04\n", {"a": texts("01-02", "03-04")})
quirk("phones_are_no_ranges.csv", "tel\n555-12\n556-11\n", {"tel": texts("555-12", "556-11")})
quirk("ordinals.csv", "index,level\n01.High,1 - Low\n02.Medium,2 - High\n03.Low,1 - Low\n,2 - High\n",
      {"index": ("number", "ordinal", [1, 2, 3, None]), "level": ("number", "ordinal", [1, 2, 1, 2])})
quirk("addresses_are_no_ordinals.csv", "a\n12 Main Street\n12 High Street\n", {"a": texts("12 Main Street", "12 High Street")})

# Booleans.
for name, yes, no in [("true_false", "TRUE", "false"), ("yes_no", "Yes", "no"), ("y_n", "y", "N"), ("t_f", "t", "f"),
                      ("ja_nein", "Ja", "nein"), ("j_n", "J", "N"), ("wahr_falsch", "WAHR", "FALSCH"),
                      ("oui_non", "oui", "non"), ("si_no", "sí", "no"), ("vrai_faux", "vrai", "faux")]:
    quirk(f"boolean_{name}.csv", f"id,b\n1,{yes}\n2,{no}\n3,\n4,{no}\n",
          {"id": numbers(1, 2, 3, 4), "b": booleans(True, False, None, False)})
quirk("boolean_mixed_words.csv", "b\nyes\nTRUE\nno\nfalse\n", {"b": booleans(True, True, False, False)})
quirk("boolean_one_side.csv", "a,b\nNo,n\nNo,n\n", {"a": booleans(False, False), "b": texts("n", "n")})
quirk("gender_is_text.csv", "g,h\nm,w\nf,m\n", {"g": texts("m", "f"), "h": texts("w", "m")})
quirk("families_do_not_mix.csv", "b\nja\nno\n", {"b": texts("ja", "no")})
quirk("three_answers_are_text.csv", "b\nyes\nno\nmaybe\n", {"b": texts("yes", "no", "maybe")}, notes=["mostlyTyped"])
quirk("zero_one_is_number.csv", "b\n0\n1\n", {"b": numbers(0, 1)})

# Dates.
quirk("dates_iso.csv", "d,e\n2024-01-31,2024-01-31T10:20:30Z\n2023-02-28,2024-01-31T10:20:30.123+02:00\n,2024-01-31T10:20:30+0200\n",
      {"d": dates("yearFirst", "2024-01-31", "2023-02-28", None),
       "e": dates("yearFirst", "2024-01-31T10:20:30", "2024-01-31T10:20:30.123+02:00", "2024-01-31T10:20:30+02:00")})
quirk("dates_sql.csv", "d\n2024-01-31 10:20:30\n2024-02-01 00:00:00.5\n2024-02-02 7:05\n",
      {"d": dates("yearFirst", "2024-01-31T10:20:30", "2024-02-01T00:00:00.5", "2024-02-02T07:05")})
quirk("dates_compact.csv", "d,n\n20240131,20240131\n19991231,20241399\n",
      {"d": dates("compact", "2024-01-31", "1999-12-31"), "n": numbers(20240131, 20241399)})
quirk("dates_german.csv", "d;e\n31.01.2024;1.2.2024 10:20\n05.12.2023;03.04.2024 23:59:59\n",
      {"d": dates("dayFirst", "2024-01-31", "2023-12-05"), "e": dates("dayFirst", "2024-02-01T10:20", "2024-04-03T23:59:59")})
quirk("dates_german_short.csv", "d\n31.01.24\n01.02.99\n", {"d": dates("dayFirst", "2024-01-31", "1999-02-01")})
quirk("dates_american.csv", "d\n01/31/2024\n12/05/2023 1:05 PM\n", {"d": dates("monthFirst", "2024-01-31", "2023-12-05T13:05")})
quirk("dates_british.csv", "d\n31/01/2024\n05/12/2023\n", {"d": dates("dayFirst", "2024-01-31", "2023-12-05")})
quirk("dates_ambiguous.csv", "d\n01/02/2024\n03/04/2024\n", {"d": texts("01/02/2024", "03/04/2024")}, notes=["ambiguousDates"])
quirk("dates_settled_by_file.csv", "d,e\n01/02/2024,01/31/2024\n03/04/2024,02/01/2024\n",
      {"d": dates("monthFirst", "2024-01-02", "2024-03-04"), "e": dates("monthFirst", "2024-01-31", "2024-02-01")},
      notes=["dateOrderFromOtherColumns"])
quirk("dates_month_names.csv", 'd,e\n31 Jan 2024,"Jan 31, 2024"\n5-Dec-2023,"December 5, 2023"\n1. März 2024,Mai 1 2024\n',
      {"d": dates("monthName", "2024-01-31", "2023-12-05", "2024-03-01"),
       "e": dates("monthName", "2024-01-31", "2023-12-05", "2024-05-01")})
quirk("dates_epoch.csv", "created_at,updated_ms_time,amount\n1706696430,1706696430123,1706696430\n1706696431,1706696431000,1706696431\n",
      {"created_at": dates("epochSeconds", "2024-01-31T10:20:30", "2024-01-31T10:20:31"),
       "updated_ms_time": dates("epochMilliseconds", "2024-01-31T10:20:30.123", "2024-01-31T10:20:31"),
       "amount": numbers(1706696430, 1706696431)})
quirk("dates_impossible.csv", "d\n31.02.2024\n30.02.2024\n", {"d": texts("31.02.2024", "30.02.2024")})
quirk("dates_one_impossible.csv", "d\n" + "".join(f"{1 + i % 28:02}.03.2024\n" for i in range(120)) + "31.02.2024\n",
      {"d": dates("dayFirst", *[f"2024-03-{1 + i % 28:02}" for i in range(120)])},
      rejects=[{"line": 122, "byte": 1322, "code": "E203", "column": "d", "row": 120}])
quirk("leap_days.csv", "d\n2024-02-29\n2000-02-29\n", {"d": dates("yearFirst", "2024-02-29", "2000-02-29")})

# Three states.
quirk("placeholders.csv",
      "a,n,d\nSelect,5,2024-01-01\nx,n/a,--\n,,\n  keine Angabe ,UNKNOWN,k.A.\nnone,7,2024-01-02\n",
      {"a": texts(P, "x", None, P, "none"), "n": numbers(5, P, None, P, 7),
       "d": ("date", "yearFirst", [t("2024-01-01"), P, None, P, t("2024-01-02")])})
quirk("placeholder_of_a_column.csv", "pdays,other\n999,999\n3,999\n", {"pdays": numbers(P, 3), "other": numbers(999, 999)},
      placeholders=[["999", "pdays"]])
quirk("blanks_around.csv", "a , b\n  x  ,  1 \n\ty\t,\t2\n", {"a": texts("x", "y"), "b": numbers(1, 2)})

# JSON lines.
quirk("objects.jsonl", '{"id":"a","n":1.5,"b":true}\n{"id":"b","n":null,"b":false,"x":"new"}\n\n{"n":3}\n',
      {"id": texts("a", "b", None), "n": numbers(1.5, None, 3), "b": booleans(True, False, None), "x": texts(None, "new", None)},
      notes=["blankLines"])
quirk("escapes.jsonl", '{"t":"a\\"b\\\\c\\n\\u00e4\\ud83d\\ude00","k\\u0065y":"x"}\n{"t":"plain","key":"y"}\n',
      {"t": texts('a"b\\c\nä😀', "plain"), "key": texts("x", "y")})
quirk("nested.ndjson", '{"id":1,"tags":["a","b"],"o":{"x":1}}\n', {"id": numbers(1), "tags": texts('["a","b"]'), "o": texts('{"x":1}')},
      notes=["nestedJSON"])
quirk("bad_json.jsonl", '{"id":1}\n{"id":2\n[3]\n{"id":04}\n{"id":5} x\n{"id":6}\n', {"id": numbers(1, 6)},
      rejects=[{"line": 2, "byte": 9, "code": "E204", "row": 1}, {"line": 3, "byte": 17, "code": "E204", "row": 2},
               {"line": 4, "byte": 21, "code": "E204", "row": 3}, {"line": 5, "byte": 31, "code": "E204", "row": 4}])
quirk("objects_without_extension", '{"id":1}\n{"id":2}\n', {"id": numbers(1, 2)})
quirk("packed.jsonl.gz", gzip.compress(b'{"id":1}\n{"id":2}\n', mtime=0), {"id": numbers(1, 2)})

# No tables.
quirk("nul_byte.csv", b"a,b\n1,x\n2,y\x00z\n3,w\n", {}, error="E205")
quirk("workbook.xlsx", b"PK\x03\x04\x14\x00\x06\x00" + bytes(100), {}, error="E205")
quirk("truncated.csv.gz", gzip.compress(body.encode() * 100, mtime=0)[:60], {}, error="E210")
quirk("damaged.csv.gz", (lambda b: b[:30] + bytes([b[30] ^ 0xFF]) + b[31:])(gzip.compress(body.encode() * 100, mtime=0)), {}, error="E210")
quirk("utf16_odd.csv", b"\xff\xfe" + body.encode("utf-16-le") + b"x", {}, error="E209")

with open("expected.json", "w", encoding="utf-8") as file:
    json.dump(cases, file, ensure_ascii=False, separators=(",", ":"))
    file.write("\n")
