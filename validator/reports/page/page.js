"use strict";
(() => {
  const panel = document.getElementById("panel");
  const title = panel.querySelector("h2");
  const cards = panel.querySelector(".cards");
  const back = panel.querySelector(".back");
  let chosen = null;
  let trail = []; // where the reader came from, the last one at the end

  const clear = () => document.querySelectorAll(".on, .with").forEach((each) => each.classList.remove("on", "with"));

  // The cards of the figure's comparisons, copied; the figure itself is named in them, the others are links.
  const copies = (figure) =>
    figure.dataset.c.split(" ").map((number) => {
      const card = document.getElementById("c" + number).cloneNode(true);
      card.removeAttribute("id");
      card.querySelectorAll(".more").forEach((more) => (more.open = true));
      card.querySelectorAll("a.to").forEach((link) => {
        const other = document.getElementById(link.hash.slice(1));
        if (other === figure) {
          const here = document.createElement("strong");
          here.className = "here";
          here.textContent = link.textContent + "（" + panel.dataset.here + "）";
          link.replaceWith(here);
        } else if (other) {
          other.classList.add("with");
        }
      });
      return card;
    });

  const place = (figure) => {
    const plan = figure.closest(".plan");
    plan.querySelector(".findings").prepend(panel);
    plan.querySelector(".findings").scrollTop = 0;
  };

  const choose = (figure) => {
    clear();
    chosen = figure;
    figure.classList.add("on");
    place(figure);
    title.textContent = panel.dataset.title + (figure.textContent || figure.parentElement.textContent).slice(0, 40);
    cards.replaceChildren(...copies(figure));
    back.hidden = !trail.length;
    panel.hidden = false;
    panel.scrollTop = 0;
    document.documentElement.classList.add("choosing");
  };

  const close = () => {
    const figure = chosen;
    clear();
    chosen = null;
    trail = [];
    panel.hidden = true;
    document.documentElement.classList.remove("choosing");
    if (figure) figure.focus({ preventScroll: true });
  };

  const go = (target) => {
    if (target.matches("a.f")) choose(target);
    target.scrollIntoView({ block: "center", inline: "center" });
    target.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.matches("a.f")) {
      event.preventDefault();
      if (link !== chosen) trail = []; // on the chosen one it leads to the panel, and the way back stays
      choose(link);
      link.scrollIntoView({ block: "nearest" }); // from under the panel, where that lies at the foot
      title.focus({ preventScroll: true });
    } else if (link.matches("a.to")) {
      const target = document.getElementById(link.hash.slice(1));
      if (!target) return;
      event.preventDefault();
      trail.push(panel.contains(link) ? chosen : link);
      go(target);
    }
  });
  back.addEventListener("click", () => {
    const last = trail.pop();
    if (last.matches("a.f")) return go(last);
    close();
    go(last);
  });
  panel.querySelector(".close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
})();
