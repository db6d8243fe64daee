// Lets the rows of a list be dragged into another order; the buttons up and down do the same without it.

for (const list of document.querySelectorAll("[data-order]")) {
  const field = list.closest("form").elements[list.dataset.order];
  const rows = () => [...list.querySelectorAll("[data-item]")];
  let dragged = null;
  for (const row of rows()) {
    row.draggable = true;
    row.addEventListener("dragstart", () => { dragged = row; });
  }
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-item]");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    const after = event.clientY > box.top + box.height / 2;
    list.insertBefore(dragged, after ? over.nextSibling : over);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => {
    dragged = null;
    field.value = rows().map((row) => row.dataset.item).join(",");
  });
}
