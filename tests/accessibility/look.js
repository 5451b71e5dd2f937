// What is measured on a page from outside it: run by Playwright, never served.
window.odd17Look = {
  unfold() { // what is folded is not drawn, so not judged; a menu covers the page, and is judged by itself
    document.querySelectorAll("details:not(.menu)").forEach((one) => { one.open = true; });
  },
  async axe(only) {
    const options = {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}};
    if (only) options.runOnly = {type: "rule", values: only};
    const found = await axe.run(document, options);
    return found.violations.map((fault) => `${fault.id} : ${fault.nodes.length} × ${fault.nodes[0].html.slice(0, 160)}`);
  },
  overflow(sparing = false) { // sparing: a data table may be wider than the window
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const inside = (one) => {
      for (let at = one.parentElement; at; at = at.parentElement)
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX)) return true;
      return false;
    };
    if (sparing && [...document.body.querySelectorAll("table")].some((one) => one.getBoundingClientRect().right > width)) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > width + 1 && !inside(one));
    if (!wide.length) return []; // a fraction of a pixel, rounded up
    return [`${document.documentElement.scrollWidth} px : ${wide.slice(-1).map((one) => one.outerHTML.slice(0, 160))}`];
  },
  small(least) {
    const shown = (one) => one.checkVisibility({visibilityProperty: true}) && !one.closest(".sr");
    const targets = "button, .button, summary, select, input:not([type=hidden], [type=checkbox], [type=radio]), textarea";
    return [...document.querySelectorAll(targets)].filter(shown).flatMap((one) => {
      const box = one.getBoundingClientRect();
      return box.height && box.height < least - 0.5 ? [`${Math.round(box.height)} px : ${one.outerHTML.slice(0, 140)}`] : [];
    });
  },
  stop() { // where the focus is: shown by an outline or a frame, under nothing, met for the first time
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const shown = one.matches("input[type=radio], input[type=checkbox]") && box.width < 2 ? getComputedStyle(one.nextElementSibling ?? one) : style;
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const again = one.odd17Met === true;
    one.odd17Met = true;
    return {
      html: one.outerHTML.slice(0, 140),
      outlined: [style, shown].some((each) => (each.outlineStyle !== "none" && parseFloat(each.outlineWidth) >= 2) || each.boxShadow !== "none"),
      hidden: box.bottom <= 0 || box.top >= innerHeight || !(top && (one.contains(top) || top.contains(one) || top.closest("label"))),
      again,
    };
  },
  pale() { // shapes of drawings whose colour is lost on the ground behind them
    const light = (colour) => {
      const parts = colour.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
      const [r, g, b] = parts.slice(0, 3).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return parts[3] === 0 || colour === "none" ? null : 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = light(getComputedStyle(document.documentElement).backgroundColor) ?? 1;
    const seen = (colour) => light(colour) !== null && (Math.max(light(colour), ground) + 0.05) / (Math.min(light(colour), ground) + 0.05) >= 3;
    return [...document.querySelectorAll("svg .mark")].filter((one) => {
      const style = getComputedStyle(one);
      return one.checkVisibility() && !seen(style.fill) && !seen(style.stroke);
    }).map((one) => one.outerHTML.slice(0, 120));
  },
  spaced() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
      p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
    const cut = [...document.querySelectorAll("body *")].filter((one) => {
      const style = getComputedStyle(one);
      if (!/hidden|clip/.test(style.overflowX + style.overflowY) || style.clipPath !== "none" || one.closest(".sr, svg, progress") || !one.checkVisibility()) return false;
      return one.innerText?.trim() && (one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 2);
    }).map((one) => `coupé : ${one.outerHTML.slice(0, 160)}`);
    const faults = [...cut, ...this.overflow(true)];
    document.adoptedStyleSheets = [];
    return faults;
  },
};
