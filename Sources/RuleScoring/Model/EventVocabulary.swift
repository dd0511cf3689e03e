/// What types of events are called, in English and German, when the rules do not say (R-DATA-3).
enum EventVocabulary {
    /// The names of a type in data; the type itself when it has no others.
    static func names(of type: String) -> [String] { [type] + (table[type] ?? []) }

    static var types: [String] { table.keys.sorted() }

    private static let table: [String: [String]] = [
        "email_sent": ["email sent", "mail sent", "E-Mail gesendet", "Mail gesendet"],
        "email_open": ["email opened", "open", "opened", "E-Mail geöffnet", "Mail geöffnet"],
        "email_click": ["email clicked", "email link clicked", "click", "clicked", "E-Mail geklickt", "Link geklickt"],
        "email_download": ["attachment downloaded", "Anhang heruntergeladen"],
        "email_bounce": ["email bounced", "bounce", "bounced", "E-Mail unzustellbar"],
        "unsubscribe": ["unsubscribed", "opt out", "Abmeldung", "abgemeldet"],
        "page_view": ["page viewed", "page visited on website", "visit", "Seitenaufruf", "Seite besucht"],
        "site_search": ["search", "Suche", "Websuche"],
        "pricing_page": ["pricing", "price page", "Preisseite"],
        "tutorial": ["tutorial viewed", "how to", "Anleitung"],
        "form": ["form submitted", "form submission", "Formular", "Formular ausgefüllt"],
        "enquiry": ["inquiry", "contact form", "request", "Anfrage", "Kontaktanfrage"],
        "newsletter": ["newsletter signup", "subscribed", "Newsletter-Anmeldung", "Newsletter"],
        "webinar_registered": ["event registered", "webinar signup", "Webinar-Anmeldung", "Anmeldung"],
        "webinar_attended": ["event attended", "webinar", "Webinar besucht", "Teilnahme"],
        "social_like": ["like", "liked", "Gefällt mir"],
        "social_comment": ["comment", "commented", "Kommentar"],
        "social_share": ["share", "shared", "geteilt"],
        "message": ["message received", "direct message", "Nachricht"],
        "profile_view": ["profile viewed", "Profilbesuch"],
        "connection_accepted": ["connected", "Kontaktanfrage angenommen", "vernetzt"],
        "follow_back": ["followed", "folgt zurück"],
        "call": ["phone call", "called", "Anruf", "Telefonat"],
        "meeting": ["appointment", "Termin", "Besprechung"],
        "quote_request": ["quote requested", "offer requested", "Angebotsanfrage", "Angebot angefordert"],
        "trial_started": ["trial start", "trial signup", "Testphase begonnen", "Test gestartet"],
        "trial_used": ["trial login", "trial usage", "Testphase genutzt", "Test genutzt"],
        "brochure": ["brochure downloaded", "Prospekt", "Broschüre"],
        "white_paper": ["whitepaper", "white paper downloaded", "content download", "Fachartikel"],
        "demo": ["demo requested", "demo booked", "Vorführung"],
        "attr_changed": ["attribute changed", "attribute_changed", "field changed", "Feld geändert"],
        "hiring": ["job posting", "Stellenanzeige", "stellt ein"],
        "hiring_sales": ["sales job posting", "Stellenanzeige Vertrieb"],
        "layoffs": ["lay-offs", "redundancies", "Entlassungen", "Stellenabbau"],
        "funding": ["funding round", "Finanzierungsrunde"],
        "press": ["press mention", "Presse"],
        "competitor_mentioned": ["competitor mention", "Wettbewerber erwähnt"],
    ]
}
