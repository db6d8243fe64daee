// Shows proposals like the title that is being typed. Without this file the page shows them after each save.
const PAUSE = 600;
const SHORTEST = 8;
const place = document.querySelector("[data-similar]");
const title = document.querySelector("form[data-draft] [name=title]");

let timer;
let asking;

async function look() {
  asking?.abort();
  asking = new AbortController();
  const typed = title.value.trim();
  if (typed.length < SHORTEST) {
    place.replaceChildren();
    return;
  }
  const query = new URLSearchParams({ judul: typed, kecuali: place.dataset.but });
  try {
    const answer = await fetch(`${place.dataset.similar}?${query}`, { signal: asking.signal });
    if (!answer.ok || answer.redirected) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (place.textContent.trim() !== found.body.textContent.trim()) place.replaceChildren(...found.body.childNodes);
  } catch {
    // The next pause in typing asks again.
  }
}

if (place && title) {
  title.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
}
