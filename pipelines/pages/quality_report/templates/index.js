(() => {
  "use strict";
  const size = 100;
  const body = document.querySelector("#documents tbody");
  const heads = [...document.querySelectorAll("#documents thead th")];
  const rows = [...body.rows].map(row => ({row, text: row.textContent.toLowerCase(), keys: [...row.cells].map(c => c.textContent.trim())}));
  let found = rows, first = 0;
  const show = () => {
    const page = found.slice(first, first + size);
    body.replaceChildren(...page.map(r => r.row));
    document.getElementById("shown").textContent = found.length
      ? `共 ${found.length} 份，显示第 ${first + 1}–${first + page.length} 份` : "没有符合的文档";
    document.getElementById("previous").disabled = first === 0;
    document.getElementById("next").disabled = first + size >= found.length;
    document.querySelector(".pager").hidden = found.length <= size;
  };
  document.getElementById("search").addEventListener("input", event => {
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    found = rows.filter(r => words.every(w => r.text.includes(w)));
    first = 0;
    show();
  });
  heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    heads.forEach(h => h.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const order = new Intl.Collator("zh-CN", {numeric: true}).compare;
    rows.sort((a, b) => (down ? -1 : 1) * order(a.keys[column], b.keys[column]));
    const kept = new Set(found);
    found = rows.filter(r => kept.has(r));
    first = 0;
    show();
  }));
  document.getElementById("previous").addEventListener("click", () => { first -= size; show(); });
  document.getElementById("next").addEventListener("click", () => { first += size; show(); });
  show();
})();
