// Switches between Chinese and English; without scripts the page stays Chinese and the button hidden.
(() => {
  const root = document.documentElement;
  const button = document.getElementById("language");
  const show = (language) => {
    root.dataset.language = language;
    root.lang = language === "en" ? "en" : "zh-CN";
  };
  const wanted = new URLSearchParams(location.search).get("language");
  try { show(wanted || localStorage.getItem("language") || "zh"); } catch { show(wanted || "zh"); }
  button.hidden = false;
  button.addEventListener("click", () => {
    show(root.dataset.language === "en" ? "zh" : "en");
    try { localStorage.setItem("language", root.dataset.language); } catch { /* a page from disk may not remember */ }
  });
  // On paper nothing can be unfolded.
  addEventListener("beforeprint", () => document.querySelectorAll("details.print").forEach((d) => { d.open = true; }));
})();
