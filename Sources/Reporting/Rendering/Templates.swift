import Mustache

/// The templates of the two kinds of page. `{{name}}` is escaped; `{{{svg}}}` and `{{{style}}}` alone are not, for a
/// drawing escapes its own texts and the style sheet is ours.
enum Templates {
    /// The page templates under the names `html` and `markdown`.
    static func library() throws -> MustacheLibrary {
        MustacheContentTypes.register(Escaping { HTMLText.escaped($0) }, named: "REPORT_HTML")
        MustacheContentTypes.register(Escaping { MarkdownText.escaped($0) }, named: "REPORT_MARKDOWN")
        var library = MustacheLibrary()
        // Every template names its escape: a partial does not take over that of the template it stands in.
        for (name, escape, text) in [
            ("html", "REPORT_HTML", html), ("html-table", "REPORT_HTML", htmlTable),
            ("markdown", "REPORT_MARKDOWN", markdown), ("markdown-table", "REPORT_MARKDOWN", markdownTable),
        ] {
            try library.register("{{% CONTENT_TYPE:\(escape)}}\n" + text, named: name)
        }
        return library
    }

    /// An escape of this room: the library's own compares characters, and misses a quote with an accent over it.
    private struct Escaping: MustacheContentType {
        let escape: @Sendable (String) -> String

        func escapeText(_ text: String) -> String { escape(text) }
    }

    private static let html = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{{styleDigest}}'; \
        img-src data:; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <link rel="icon" href="data:,">
        <title>{{title}}</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        <header>
        <h1>{{title}}</h1>
        <p class="mute">{{subtitle}}</p>
        </header>
        <main>
        <div class="verdict {{verdict.tone}}">
        <p class="label">{{verdict.label}}</p>
        <h2>{{verdict.headline}}</h2>
        <ul>
        {{#verdict.details}}
        <li>{{.}}</li>
        {{/verdict.details}}
        </ul>
        </div>
        <ul class="tiles">
        {{#highlights}}
        <li><b>{{value}}</b><span>{{label}}</span><span class="mute">{{note}}</span></li>
        {{/highlights}}
        </ul>
        <nav aria-label="Contents"><ol>
        {{#sections}}
        <li><a href="#{{id}}">{{heading}}</a></li>
        {{/sections}}
        </ol></nav>
        {{#sections}}
        <section id="{{id}}" aria-labelledby="{{id}}-h">
        <h2 id="{{id}}-h">{{heading}}</h2>
        <p>{{lead}}</p>
        <div class="body {{layout}}">
        {{#hasFigures}}
        <div class="figures">
        {{#figures}}
        <figure>
        <h3>{{title}}</h3>
        <svg viewBox="0 0 {{width}} {{height}}" role="img" aria-labelledby="{{id}}-t {{id}}-d">\
        <title id="{{id}}-t">{{title}}</title><desc id="{{id}}-d">{{summary}}</desc>{{{svg}}}</svg>
        <details{{#isOpen}} open{{/isOpen}}><summary>The numbers of this chart</summary>
        {{#table}}{{> html-table}}{{/table}}
        </details>
        </figure>
        {{/figures}}
        </div>
        {{/hasFigures}}
        {{#tables}}
        <div class="tables">
        {{> html-table}}
        </div>
        {{/tables}}
        </div>
        {{#hasNotes}}
        <ul class="notes">
        {{#notes}}
        <li>{{.}}</li>
        {{/notes}}
        </ul>
        {{/hasNotes}}
        </section>
        {{/sections}}
        </main>
        <footer>{{footer}}</footer>
        </body>
        </html>

        """

    private static let htmlTable = """
        <div class="scroll"><table id="{{id}}" class="{{kind}}"><caption><span>{{caption}}</span></caption>
        <thead><tr>{{#columns}}<th scope="col"{{#isNumber}} class="n"{{/isNumber}}>{{heading}}</th>{{/columns}}</tr></thead>
        <tbody>
        {{#rows}}
        <tr{{#isMarked}} class="marked"{{/isMarked}}><th scope="row" class="{{kind}}">{{name}}</th>\
        {{#cells}}<td class="{{kind}}">{{#lines}}<span>{{.}}</span>{{/lines}}</td>{{/cells}}</tr>
        {{/rows}}
        </tbody></table></div>
        """

    private static let markdown = """
        # {{title}}

        {{subtitle}}

        > **{{verdict.label}}: {{verdict.headline}}**
        {{#verdict.details}}
        >
        > {{.}}
        {{/verdict.details}}

        {{#highlights}}
        - **{{value}}** {{label}} ({{note}})
        {{/highlights}}
        {{#sections}}

        ## {{heading}}

        {{lead}}
        {{#figures}}

        <details><summary>{{title}}</summary>

        {{summary}}

        {{#table}}{{> markdown-table}}{{/table}}

        </details>
        {{/figures}}
        {{#tables}}

        {{> markdown-table}}
        {{/tables}}
        {{#hasNotes}}

        {{#notes}}
        - {{.}}
        {{/notes}}
        {{/hasNotes}}
        {{/sections}}

        ---

        {{footer}}

        """

    private static let markdownTable = """
        | {{#columns}}{{heading}} | {{/columns}}
        |{{#columns}}{{#isNumber}}---:|{{/isNumber}}{{^isNumber}}---|{{/isNumber}}{{/columns}}
        {{#rows}}
        | {{#isMarked}}**{{name}}**{{/isMarked}}{{^isMarked}}{{name}}{{/isMarked}} | {{#cells}}{{#lines}}{{.}} {{/lines}}| {{/cells}}
        {{/rows}}
        """
}
