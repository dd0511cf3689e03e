import Foundation
import LeadScoring

/// The only style sheet of a page. The page's policy names its digest, so that a browser applies no other.
enum StyleSheet {
    /// `sha256-…`, as a Content-Security-Policy names it.
    static let digest = "sha256-" + Data(SHA256.digest(of: Array(text.utf8))).base64EncodedString()

    /// Okabe and Ito's colours, which people who confuse red and green tell apart; texts have a contrast of at least 4.5.
    static let text = """
        :root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1b1f24;--mute:#57606a;--rule:#d8dee4;--grid:#e7ebef;\
        --s1:#0072b2;--s2:#d55e00;--s3:#009e73;--ref:#6e7781;--good:#00704f;--warning:#a94400;--open:#57606a;--mark:#fff3d6}
        @media (prefers-color-scheme:dark){:root{--page:#0f1318;--card:#171c23;--ink:#e8ecf0;--mute:#a3adb8;--rule:#333c47;\
        --grid:#262e38;--s1:#56b4e9;--s2:#e69f00;--s3:#2dc496;--ref:#95a0ab;--good:#3fcf9f;--warning:#ffa657;--open:#a3adb8;\
        --mark:#3a3218}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,\
        "Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%}
        main,header,footer{max-width:1080px;margin:0 auto;padding:0 20px}
        header{padding-top:36px}
        h1{font-size:1.9rem;line-height:1.2;margin:0 0 4px;overflow-wrap:anywhere;text-wrap:balance}
        h2{font-size:1.3rem;line-height:1.3;margin:0 0 6px}
        h3{font-size:1rem;margin:0 0 10px}
        p{margin:0 0 10px;overflow-wrap:anywhere}
        a{color:var(--s1)}
        a:focus-visible,summary:focus-visible{outline:3px solid var(--s2);outline-offset:2px}
        .mute{color:var(--mute)}
        .verdict,section{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:22px;margin:18px 0}
        .verdict{border-left:6px solid var(--open)}
        .verdict.good{border-left-color:var(--good)}
        .verdict.warning{border-left-color:var(--warning)}
        .verdict h2{font-size:1.45rem}
        .verdict .label{font-size:.8rem;font-weight:700;letter-spacing:.06em;text-transform:uppercase;color:var(--open);margin:0}
        .verdict.good .label{color:var(--good)}
        .verdict.warning .label{color:var(--warning)}
        ul{margin:0;padding-left:20px}
        li{margin:0 0 6px;overflow-wrap:anywhere}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:14px;margin:18px 0;padding:0;list-style:none}
        .tiles li{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:14px 16px;margin:0}
        .tiles b{display:block;font-size:1.75rem;line-height:1.2;font-variant-numeric:tabular-nums}
        .tiles span{display:block}
        .tiles .mute{font-size:.875rem}
        nav ol{display:flex;flex-wrap:wrap;gap:2px 18px;margin:0;padding:0;list-style:none;font-size:.95rem}
        nav li{margin:0}
        nav a{display:inline-block;padding:4px 0}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:22px 36px;margin-top:14px}
        figure{margin:0;min-width:0;break-inside:avoid}
        figure:has(details[open]){grid-column:1/-1}
        .split .figures{grid-template-columns:minmax(0,1fr)}
        .split.inner figure{display:grid;grid-template-columns:minmax(0,.9fr) minmax(0,1.1fr);column-gap:32px}
        .split.inner h3{grid-column:1/-1}
        .split.inner details{margin-top:0}
        .split:not(.inner){display:grid;grid-template-columns:minmax(0,.9fr) minmax(0,1.1fr);column-gap:32px}
        .split:not(.inner) .tables{margin-top:46px}
        .split table{font-size:.85rem}
        .split th,.split td{padding:5px;min-width:0}
        .split th:first-child{padding-left:0}
        .split .wordy tbody th{min-width:7.5em}
        svg{display:block;width:100%;max-width:600px;height:auto;overflow:visible}
        svg text{font-size:12px;fill:var(--ink)}
        svg .mute{fill:var(--mute)}
        svg .middle{text-anchor:middle}
        svg .end{text-anchor:end}
        svg .halo{paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
        .grid,.axis,.whisker,.mark,.line{fill:none;stroke:var(--grid);stroke-width:1}
        .axis{stroke:var(--mute)}
        .whisker{stroke:var(--ink);stroke-width:1.3}
        .mark{stroke:var(--ink);stroke-dasharray:2 3}
        .line{stroke-width:2.2;stroke-linejoin:round}
        .line.thin{stroke-width:1.2}
        .line.s1,.dot.s1{stroke:var(--s1)}
        .line.s2,.dot.s2{stroke:var(--s2);stroke-dasharray:7 3}
        .line.s3{stroke:var(--s3);stroke-dasharray:2 3}
        .line.ref{stroke:var(--ref);stroke-width:1.4;stroke-dasharray:4 4}
        .dot{stroke-dasharray:none!important;fill:var(--card);stroke-width:2}
        .dot.s1{fill:var(--s1)}
        .band,.bar{stroke:none}
        .band.s1,.bar.s1{fill:var(--s1)}
        .band.s2,.bar.s2{fill:var(--s2)}
        .band.s3,.bar.s3{fill:var(--s3)}
        .band{opacity:.16}
        .bar.faint{fill:var(--ref);opacity:.55}
        details{margin-top:10px;font-size:.925rem}
        summary{cursor:pointer;color:var(--s1);padding:2px 0}
        .scroll{overflow-x:auto;margin-top:8px}
        .tables{margin-top:14px}
        table{border-collapse:collapse;width:100%;font-size:.925rem;font-variant-numeric:tabular-nums}
        caption{text-align:left;color:var(--mute);padding:0 0 6px}
        caption span{display:block;max-width:min(100%,calc(100vw - 56px))}
        th.short{white-space:nowrap}
        th,td{text-align:left;vertical-align:top;padding:6px 10px;border-bottom:1px solid var(--rule);overflow-wrap:anywhere}
        th:first-child,td:first-child{padding-left:0}
        tbody th{font-weight:500;min-width:6.5em;max-width:22em}
        td.words{min-width:11em}
        td span{display:block}
        .n{text-align:right;white-space:nowrap;overflow-wrap:normal}
        thead th{font-weight:600;color:var(--mute);vertical-align:bottom;overflow-wrap:normal}
        tr.marked{background:var(--mark)}
        .notes{margin-top:12px;color:var(--mute);font-size:.925rem}
        footer{padding:6px 20px 40px;color:var(--mute);font-size:.875rem}
        @media (max-width:860px){.split.inner figure,.split:not(.inner){display:block}.split.inner details{margin-top:10px}\
        .split:not(.inner) .tables{margin-top:16px}}
        @media (max-width:520px){body{font-size:15px}main,header,footer{padding-left:12px;padding-right:12px}\
        header{padding-top:20px}.verdict,section{padding:16px 14px}h1{font-size:1.5rem}.verdict h2{font-size:1.25rem}}
        @media print{@page{size:A4;margin:14mm}:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--mute:#444;\
        --rule:#bbb;--grid:#ddd;--s1:#0072b2;--s2:#d55e00;--s3:#009e73;--ref:#666;--good:#00704f;--warning:#a94400;\
        --open:#444;--mark:#eee}body{font-size:10.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}nav,details:not([open]),summary{display:none}\
        main,header,footer{max-width:none;padding:0}section,.verdict{padding:12px 0;border-width:1px 0 0;border-radius:0;margin:0}\
        .verdict{border-left-width:6px;padding-left:12px}.scroll{overflow:visible}h2,h3,caption,thead{break-after:avoid}\
        tr,.tiles li,.verdict{break-inside:avoid}table,.split table{font-size:8pt}th,td{padding:3px 4px}\
        .tiles{grid-template-columns:repeat(4,1fr);gap:8px}.tiles li{padding:8px 10px}.tiles b{font-size:1.4rem}.figures{display:block}figure{margin:0 0 14px;max-width:130mm}}
        """
}
