const $ = (id) => document.getElementById(id);
const packed = Uint8Array.from(atob($("data").textContent), (c) => c.charCodeAt(0));
const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
const data = await new Response(unpacked).json();
const bytes = Uint8Array.from(data.bytes.match(/../g) ?? [], (digits) => parseInt(digits, 16));

// Fields, see fields.rs. The next one starts where one without parts ends.
const { labels, names, depths, skipped, lengths, values } = data.fields, count = names.length;
const [starts, indices] = Array.from({ length: 2 }, () => new Int32Array(count));
const depth = (at) => depths[at], start = (at) => starts[at], end = (at) => starts[at] + lengths[at];
const hasParts = (at) => depth(at + 1) > depth(at), value = (at) => values[at];
{
  const next = [];
  let place = 0;
  for (let at = 0; at < count; at++) {
    const inside = depth(at);
    next[inside + 1] = 0; starts[at] = place; indices[at] = skipped[at] === null ? -1 : next[inside] + skipped[at];
    if (skipped[at] !== null) next[inside] = indices[at] + 1;
    if (!hasParts(at)) place += lengths[at];
  }
}
const after = (at) => { const inside = depth(at); do at++; while (at < count && depth(at) > inside); return at; };
const label = (at) => labels[names[at]] + (indices[at] < 0 ? "" : `[${indices[at]}]`);
const hex2 = (n) => n.toString(16).padStart(2, "0");
const leaves = Int32Array.from({ length: count }, (_, at) => at).filter((at) => !hasParts(at) && end(at) > start(at));

// The last of a sorted list whose place is not behind an offset.
function last(list, place, offset) {
  let low = 0, high = list.length;
  while (low < high) { const mid = (low + high) >> 1; if (place(list[mid]) <= offset) low = mid + 1; else high = mid; }
  return low - 1;
}
function leafAt(offset) {
  const at = last(leaves, start, offset);
  return at >= 0 && offset < end(leaves[at]) ? leaves[at] : -1;
}
function parents(at) {
  const list = [];
  for (let above = at - 1, d = depth(at); above >= 0 && d > 0; above--) {
    if (depth(above) < d) { list.push(above); d = depth(above); }
  }
  return list.reverse();
}

// A list of rows of one height, of which only those in view exist.
const HEIGHT = 20, TALLEST = 8000000;
class List {
  constructor(box, length, draw) {
    this.box = box; this.length = length; this.draw = draw;
    this.space = document.createElement("div"); this.space.className = "space"; box.append(this.space);
    box.addEventListener("scroll", () => this.show()); new ResizeObserver(() => this.show()).observe(box);
  }
  // Browsers limit how tall a box may be, so a long list scrolls in a shorter one.
  get scale() { return Math.max(1, this.length() * HEIGHT / TALLEST); }
  show() {
    const rows = this.length(), tall = rows * HEIGHT / this.scale, top = this.box.scrollTop;
    this.space.style.height = tall + "px";
    const first = Math.max(0, Math.min(Math.floor(top * this.scale / HEIGHT), rows - 1));
    const shown = [];
    for (let at = first; at < rows && (at - first) * HEIGHT < this.box.clientHeight + HEIGHT; at++) {
      const row = document.createElement("div");
      row.className = "row"; row.style.top = (this.scale > 1 ? top + (at - first) * HEIGHT : at * HEIGHT) + "px";
      this.draw(at, row); shown.push(row);
    }
    this.space.replaceChildren(...shown);
  }
  reveal(at) {
    const place = at * HEIGHT / this.scale, view = this.box.clientHeight;
    if (place < this.box.scrollTop || place + HEIGHT > this.box.scrollTop + view) {
      this.box.scrollTop = Math.max(0, place - view / 2);
    }
    this.show();
  }
}
function span(row, text, kind) {
  const part = document.createElement("span"); part.textContent = text; if (kind) part.className = kind;
  row.append(part); return part;
}

let selected = null, hovered = null, current = -1;
const marks = (from, to) => (selected && from < selected[1] && to > selected[0] ? " select" : "")
  + (hovered && from < hovered[1] && to > hovered[0] ? " hover" : "");

// ---- structure
const open = new Set();
let visible = [];
function refresh() {
  visible = [];
  for (let at = 0; at < count;) {
    visible.push(at);
    const inside = depth(at); at++;
    if (!open.has(at - 1)) while (at < count && depth(at) > inside) at++;
  }
}
const tree = new List($("tree"), () => visible.length, (index, row) => {
  const at = visible[index], text = value(at);
  row.dataset.field = at;
  if (at === current) row.className += " select";
  const inside = hovered && start(at) >= hovered[0] && end(at) <= hovered[1] && end(at) > start(at);
  // Of a closed field that holds what is pointed at, its own row stands for it.
  const holds = hovered && hasParts(at) && !open.has(at) && start(at) <= hovered[0] && end(at) >= hovered[1];
  if (inside || holds) row.className += " hover";
  row.style.paddingLeft = 10 + 14 * depth(at) + "px";
  span(row, hasParts(at) ? (open.has(at) ? "▾" : "▸") : "", "tog");
  row.append(document.createElement("b")); row.lastChild.textContent = label(at);
  if (text !== null) span(row, " = " + text);
  span(row, `  ${start(at).toString(16)}–${end(at).toString(16)}`, "off");
});

// ---- bytes
const hex = new List($("hex"), () => Math.ceil(bytes.length / 16), (line, row) => {
  const from = 16 * line, to = Math.min(from + 16, bytes.length);
  span(row, from.toString(16).padStart(8, "0") + "  ", "off");
  for (let at = from; at < to; at++) {
    span(row, hex2(bytes[at]), marks(at, at + 1)).dataset.at = at; row.append(" ");
  }
  row.append("   ".repeat(16 - (to - from)) + " ");
  for (let at = from; at < to; at++) {
    const c = bytes[at];
    span(row, c >= 32 && c < 127 ? String.fromCharCode(c) : "·", marks(at, at + 1)).dataset.at = at;
  }
});

// ---- code: a heading for each function, then its steps, see code.rs
const { functions, texts, targets, callees } = data.code;
// Of each function the line of its heading; of each line its field, and its number among the steps.
const heads = [], placed = [];
let lineCount = 0;
for (const f of functions) { heads.push(lineCount); lineCount += 1 + f.length; }
const [stepFields, stepNumbers] = Array.from({ length: 2 }, () => new Int32Array(lineCount).fill(-1));
functions.forEach((f, number) => {
  let at = f.first ?? -1;
  for (let line = heads[number] + 1; line <= heads[number] + f.length; line++) {
    stepFields[line] = at; stepNumbers[line] = placed.length; placed.push(line);
    if (at >= 0) at = after(at);
  }
});
const functionOf = (line) => last(heads, (head) => head, line);
const step = (line) => {
  const at = stepFields[line], number = stepNumbers[line], place = at < 0 ? [0, 0] : [start(at), end(at)];
  const text = texts[number] ?? (at < 0 ? "" : value(at));
  return { text, start: place[0], end: place[1], targets: targets[number], names: callees[number] };
};
const stepStart = (line) => stepFields[line] < 0 ? 0 : start(stepFields[line]);
placed.sort((a, b) => stepStart(a) - stepStart(b));
function link(row, text, line) {
  const a = document.createElement("a"); a.textContent = text; a.href = "#"; a.dataset.line = line; row.append(a);
}
const code = new List($("code"), () => Math.max(lineCount, 1), (line, row) => {
  if (!lineCount) return void span(row, "this file has no code", "val");
  const number = functionOf(line), at = line - heads[number] - 1, f = functions[number];
  if (at < 0) { row.className += " head"; row.textContent = `${f.name} ${f.detail}`; return; }
  const s = step(line);
  row.dataset.step = line; row.className += marks(s.start, s.end);
  span(row, String(f.base + at).padStart(6) + "  ", "off");
  if (s.names !== null) link(row, s.text, heads[s.names]); else span(row, s.text);
  s.targets.forEach((target) => {
    row.append("  → ");
    const inside = target - f.base;
    if (inside >= 0 && inside < f.length) link(row, String(target), heads[number] + 1 + inside);
    else span(row, String(target));
  });
});
function lineAt(offset) {
  const at = last(placed, stepStart, offset);
  return at >= 0 && stepFields[placed[at]] >= 0 && offset < end(stepFields[placed[at]]) ? placed[at] : -1;
}

// ---- selecting
function show() { tree.show(); hex.show(); code.show(); }
function select(at, from) {
  current = at; selected = [start(at), end(at)];
  const around = parents(at); around.forEach((above) => open.add(above)); refresh();
  $("trail").textContent = [...around, at].map(label).join(".")
    + `   ${selected[0].toString(16)}–${selected[1].toString(16)} (${selected[1] - selected[0]} bytes)`
    + (value(at) !== null ? "   = " + value(at) : "");
  tree.reveal(visible.indexOf(at));
  if (from !== "hex") hex.reveal(selected[0] >> 4);
  const line = lineAt(selected[0]);
  if (from !== "code" && line >= 0) code.reveal(line);
  show();
}
function goTo(offset, from) { const at = leafAt(offset); if (at >= 0) select(at, from); }
function hover(range) {
  if (range && hovered && range[0] === hovered[0] && range[1] === hovered[1]) return;
  if (!range && !hovered) return;
  hovered = range; show();
}
const closest = (event, name) => { const hit = event.target.closest(`[data-${name}]`); return hit ? +hit.dataset[name] : -1; };
$("tree").addEventListener("mousemove", (event) => { const at = closest(event, "field");
  hover(at >= 0 ? [start(at), end(at)] : null); });
$("hex").addEventListener("mousemove", (event) => { const at = closest(event, "at"), leaf = at >= 0 ? leafAt(at) : -1;
  hover(leaf >= 0 ? [start(leaf), end(leaf)] : null); });
$("code").addEventListener("mousemove", (event) => { const line = closest(event, "step");
  hover(line >= 0 ? [step(line).start, step(line).end] : null); });
for (const id of ["tree", "hex", "code"]) $(id).addEventListener("mouseleave", () => hover(null));
$("tree").addEventListener("click", (event) => {
  const at = closest(event, "field"); if (at < 0) return;
  if (hasParts(at) && (event.target.className === "tog" || at === current)) toggle(at);
  select(at, "tree");
});
$("hex").addEventListener("click", (event) => { const at = closest(event, "at"); if (at >= 0) goTo(at, "hex"); });
$("code").addEventListener("click", (event) => {
  const to = closest(event, "line");
  if (to >= 0) {
    event.preventDefault(); code.reveal(to);
    const target = heads.includes(to) ? Math.min(to + 1, lineCount - 1) : to;
    if (stepFields[target] >= 0) goTo(step(target).start, "code");
    return;
  }
  const line = closest(event, "step"); if (line >= 0) goTo(step(line).start, "code");
});
function toggle(at) { if (open.has(at)) open.delete(at); else open.add(at); refresh(); }

// ---- sizes
data.sizes.forEach(([level, name, size, at]) => {
  const bar = document.createElement("div"); bar.className = "bar"; bar.title = `${name}: ${size} bytes`;
  const text = span(bar, name, "label"); text.style.paddingLeft = 14 * level + "px";
  const meter = span(bar, "", "meter"), part = document.createElement("i"); meter.append(part);
  part.style.width = 100 * size / Math.max(1, bytes.length) + "%";
  part.style.marginLeft = (at >= 0 ? 100 * at / Math.max(1, bytes.length) : 0) + "%";
  span(bar, `${size}  ${(100 * size / Math.max(1, bytes.length)).toFixed(1)} %`);
  if (at >= 0) bar.addEventListener("click", () => goTo(at));
  $("map").append(bar);
});

// ---- finding, keys, theme
function find(text) {
  const wanted = text.toLowerCase(); if (!wanted) return;
  for (let turn = 1; turn <= count; turn++) {
    const at = (current + turn + count) % count;
    if ((label(at) + " = " + (value(at) ?? "")).toLowerCase().includes(wanted)) { $("search").className = ""; return select(at); }
  }
  const line = functions.findIndex((f) => f.name.toLowerCase().includes(wanted));
  if (line >= 0) { $("search").className = ""; code.reveal(heads[line]); } else $("search").className = "missing";
}
function theme() {
  const dark = document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  document.documentElement.dataset.theme = dark === "dark" ? "light" : "dark";
}
$("theme").addEventListener("click", theme);
$("keys").addEventListener("click", () => $("help").showModal());
$("search").addEventListener("keydown", (event) => { if (event.key === "Enter") find($("search").value); });
document.addEventListener("keydown", (event) => {
  if (event.target === $("search") || event.ctrlKey || event.metaKey || event.altKey) return;
  const index = Math.max(0, visible.indexOf(current));
  const moves = {
    ArrowDown: () => select(visible[current < 0 ? 0 : Math.min(index + 1, visible.length - 1)], "tree"),
    ArrowUp: () => select(visible[Math.max(index - 1, 0)], "tree"),
    ArrowRight: () => { if (current >= 0 && hasParts(current)) { open.add(current); refresh(); show(); } },
    ArrowLeft: () => {
      if (current < 0) return;
      if (open.has(current)) { open.delete(current); refresh(); show(); }
      else { const around = parents(current); if (around.length) select(around[around.length - 1], "tree"); }
    },
    "/": () => $("search").focus(), t: theme, "?": () => $("help").showModal(),
  };
  if (count && moves[event.key]) { event.preventDefault(); moves[event.key](); }
});

$("title").textContent = data.name;
$("about").textContent = `${data.format}, ${bytes.length} bytes, ${count} fields`;
for (let at = 0; at < count; at++) if (count < 400 || depth(at) === 0 && end(at) - start(at) < 4096) open.add(at);
refresh(); show();
if (location.hash) goTo(parseInt(location.hash.slice(1), 16));
