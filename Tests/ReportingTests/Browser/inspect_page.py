#!/usr/bin/env python3
"""Loads a page in headless Chromium and says what is wrong with it, as one JSON object on standard output.

    inspect_page.py PAGE.html [--width 1280] [--scheme light|dark] [--media screen|print] [--open-details]
                    [--screenshot FILE.png] [--clip CSS-SELECTOR] [--chromium PROGRAM]

Needs Python and Chromium and nothing else: it speaks the DevTools protocol over a pipe. Checked are the requests the page
makes, what its policy blocks, texts that overlap each other or are cut, texts whose colour is too near their ground's, and
drawings whose letters would be too small; the tables are handed back to be compared with the numbers they show.
"""
import argparse, base64, json, os, pathlib, shutil, subprocess, sys, tempfile, time

CHECK = r"""
(openDetails) => {
  if (openDetails) for (const d of document.querySelectorAll('details')) d.open = true;
  const faults = [];
  const shown = e => { const s = getComputedStyle(e); return s.visibility !== 'hidden' && s.display !== 'none'; };
  const words = t => t.trim().replace(/\s+/g, ' ').slice(0, 40);
  // Every run of text with the boxes it is drawn in.
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !shown(parent) || parent.closest('title,desc,style,script')) continue;
    if (parent.closest('details:not([open])') && !parent.closest('summary')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    // What a scrolled frame hides takes no room.
    const frame = parent.closest('.scroll')?.getBoundingClientRect() || {left: -1e9, right: 1e9};
    for (const r of range.getClientRects()) {
      const [l, e] = [Math.max(r.left, frame.left), Math.min(r.right, frame.right)];
      if (e - l > 0.5 && r.height > 0.5)
        boxes.push({l, r: e, t: r.top, b: r.bottom, node, parent, text: words(node.data)});
    }
  }
  // Two texts overlap when their boxes share more than the room between lines.
  boxes.sort((a, b) => a.t - b.t);
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length && boxes[j].t < boxes[i].b; j++) {
      const a = boxes[i], b = boxes[j];
      if (a.node === b.node) continue;
      const w = Math.min(a.r, b.r) - Math.max(a.l, b.l), h = Math.min(a.b, b.b) - Math.max(a.t, b.t);
      const slack = 0.3 * Math.min(a.b - a.t, b.b - b.t);
      if (w > 1 && h > slack) faults.push(`overlap: "${a.text}" and "${b.text}"`);
    }
  }
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth + 1) faults.push(`wider than the page: ${page.scrollWidth} of ${page.clientWidth}`);
  // On a wide page no table should have to be scrolled.
  if (page.clientWidth >= 1000)
    for (const s of document.querySelectorAll('.scroll'))
      if (!s.closest('details:not([open])') && s.scrollWidth > s.clientWidth + 1) faults.push(`a table too wide: ${words(s.textContent)}`);
  for (const b of boxes) {
    const svg = b.parent.closest('svg');
    if (svg) {
      const r = svg.getBoundingClientRect();
      if (b.l < r.left - 1 || b.r > r.right + 1 || b.t < r.top - 2 || b.b > r.bottom + 2) faults.push(`cut in its drawing: "${b.text}"`);
      const size = parseFloat(getComputedStyle(b.parent).fontSize) * r.width / svg.viewBox.baseVal.width;
      if (size < 8.9) faults.push(`letters of ${size.toFixed(1)} px: "${b.text}"`);
      continue;
    }
    // What scrolls can be reached; everything else must lie within the page.
    if (b.parent.closest('.scroll')) {
      const cell = b.parent.closest('td,th,caption').getBoundingClientRect();
      if (b.l < cell.left - 1 || b.r > cell.right + 1) faults.push(`out of its cell: "${b.text}"`);
    } else if (b.l < -1 || b.r > page.clientWidth + 1) faults.push(`out of the page: "${b.text}"`);
  }
  // Contrast of each text with the ground below it (WCAG 2.2, 1.4.3).
  const rgb = c => (c.match(/[\d.]+/g) || []).map(Number);
  const light = c => {
    const [r, g, b] = c.slice(0, 3).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = e => {
    for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; }
    return [255, 255, 255];
  };
  const pale = new Set();
  for (const b of boxes) {
    const style = getComputedStyle(b.parent);
    const a = light(rgb(b.parent.closest('svg') ? style.fill : style.color)), c = light(ground(b.parent));
    const ratio = (Math.max(a, c) + 0.05) / (Math.min(a, c) + 0.05);
    if (ratio < 4.5) pale.add(`contrast ${ratio.toFixed(2)}: "${b.text}"`);
  }
  faults.push(...[...pale].slice(0, 20));
  // What a screen reader needs.
  for (const svg of document.querySelectorAll('svg')) {
    const ids = (svg.getAttribute('aria-labelledby') || '').split(' ');
    if (svg.getAttribute('role') !== 'img' || ids.length < 2 || !ids.every(id => document.getElementById(id)?.textContent))
      faults.push('a drawing without a title or a description');
  }
  let level = 0;
  for (const h of document.querySelectorAll('h1,h2,h3,h4')) {
    const n = Number(h.tagName[1]);
    if (n > level + 1) faults.push(`heading ${n} after ${level}: "${words(h.textContent)}"`);
    level = n;
  }
  if (!page.lang) faults.push('no language');
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  if (new Set(ids).size !== ids.length) faults.push('an id twice');
  for (const a of document.querySelectorAll('a[href^="#"]'))
    if (!document.getElementById(a.getAttribute('href').slice(1))) faults.push(`a link to nowhere: ${a.href}`);
  const tables = {};
  for (const t of document.querySelectorAll('table'))
    tables[t.id] = [...t.rows].map(r => [...r.cells].map(c => c.textContent));
  const timing = performance.getEntriesByType('navigation')[0];
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return {faults: [...new Set(faults)], texts: boxes.length, tables, headings: [...document.querySelectorAll('h1,h2')].map(h => h.textContent),
    scripts: document.querySelectorAll('script').length, body: document.body.innerText.length,
    milliseconds: {loaded: timing.loadEventEnd, painted: paint ? paint.startTime : null}};
}
"""


class Browser:
    """Chromium, spoken to over a pipe: JSON messages that end with a zero byte."""

    def __init__(self, program):
        self.profile = tempfile.mkdtemp(prefix="report-browser-")
        to_read, self.write_end = os.pipe()
        self.read_end, to_write = os.pipe()
        # The protocol's pipes are file descriptors 3 and 4 of the browser.
        command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run",
                   "--disable-extensions", "--disable-background-networking", "--disable-sync", "--disable-dev-shm-usage",
                   "--hide-scrollbars", f"--user-data-dir={self.profile}", "about:blank"]
        shell = ["bash", "-c", f'exec "$@" 3<&{to_read} 4>&{to_write}', "browser", *command]
        self.process = subprocess.Popen(shell, pass_fds=(to_read, to_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.number, self.buffer, self.events = 0, b"", []

    def message(self):
        while b"\0" not in self.buffer:
            data = os.read(self.read_end, 1 << 16)
            if not data:
                raise RuntimeError("the browser has gone")
            self.buffer += data
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, session=None, **parameters):
        self.number += 1
        call = {"id": self.number, "method": method, "params": parameters}
        if session:
            call["sessionId"] = session
        os.write(self.write_end, json.dumps(call).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def wait(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.message())

    def close(self):
        try:
            self.call("Browser.close")
            self.process.wait(10)
        except Exception:
            self.process.kill()
        shutil.rmtree(self.profile, ignore_errors=True)


def inspect(arguments, browser):
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    call = lambda method, **parameters: browser.call(method, session, **parameters)
    for domain in ("Page", "Network", "Log", "Runtime"):
        call(f"{domain}.enable")
    call("Emulation.setDeviceMetricsOverride", width=arguments.width, height=900, deviceScaleFactor=arguments.scale,
         mobile=arguments.width < 600)
    call("Emulation.setEmulatedMedia", media=arguments.media,
         features=[{"name": "prefers-color-scheme", "value": arguments.scheme}])
    browser.events.clear()
    call("Page.navigate", url=pathlib.Path(arguments.page).resolve().as_uri())
    browser.wait("Page.loadEventFired")
    time.sleep(0.2)  # Whatever a page would ask for late.
    answer = call("Runtime.evaluate", returnByValue=True, awaitPromise=True,
                  expression=f"({CHECK})({json.dumps(arguments.open_details)})")
    if "exceptionDetails" in answer:
        raise RuntimeError(json.dumps(answer["exceptionDetails"])[:500])
    found = answer["result"]["value"]
    sent = [event["params"]["request"]["url"] for event in browser.events if event.get("method") == "Network.requestWillBeSent"]
    # The page itself is the first; the empty icon is written in the page.
    found["requests"] = [url for url in sent[1:] if not url.startswith("data:")]
    found["blocked"] = [event["params"]["entry"]["text"] for event in browser.events
                        if event.get("method") == "Log.entryAdded" and event["params"]["entry"]["level"] in ("error", "warning")]
    if arguments.screenshot:
        parameters = {"format": "png", "captureBeyondViewport": True}
        box = call("Runtime.evaluate", returnByValue=True, expression=f"""(() => {{
            const r = document.querySelector({json.dumps(arguments.clip or 'html')}).getBoundingClientRect();
            return {{x: r.left + scrollX, y: r.top + scrollY, width: r.width, height: r.height}} }})()""")["result"]["value"]
        if arguments.height:
            box["height"] = min(box["height"], arguments.height)
        parameters["clip"] = {**box, "scale": 1}
        shot = call("Page.captureScreenshot", **parameters)
        pathlib.Path(arguments.screenshot).write_bytes(base64.b64decode(shot["data"]))
    if arguments.pdf:
        document = call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        pathlib.Path(arguments.pdf).write_bytes(base64.b64decode(document["data"]))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, help="of the picture, at most")
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--scheme", choices=["light", "dark"], default="light")
    parser.add_argument("--media", choices=["screen", "print"], default="screen")
    parser.add_argument("--open-details", action="store_true")
    parser.add_argument("--screenshot")
    parser.add_argument("--clip")
    parser.add_argument("--pdf")
    parser.add_argument("--chromium", default="chromium")
    arguments = parser.parse_args()
    browser = Browser(arguments.chromium)
    try:
        json.dump(inspect(arguments, browser), sys.stdout, ensure_ascii=False)
        print()
    finally:
        browser.close()


if __name__ == "__main__":
    main()
