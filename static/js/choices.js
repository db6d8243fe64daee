// What helps to choose in a proposal's form.

// Makes the tags in use buttons that add themselves to the field, or take themselves out of it again.
for (const list of document.querySelectorAll("[data-tags-in-use]")) {
  const field = document.getElementById(list.dataset.tagsInUse);
  const typed = () => field.value.split(/[,;]/).map((tag) => tag.trim().toLowerCase()).filter(Boolean);
  const buttons = [...list.querySelectorAll("[data-tag]")].map((word) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.lang = word.lang;
    button.textContent = word.textContent;
    button.addEventListener("click", () => {
      const tags = typed();
      const others = tags.filter((tag) => tag !== button.textContent);
      field.value = (others.length < tags.length ? others : [...tags, button.textContent]).join(", ");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    word.replaceWith(button);
    return button;
  });
  const mark = () => {
    const tags = typed();
    for (const button of buttons) button.setAttribute("aria-pressed", tags.includes(button.textContent));
  };
  field.addEventListener("input", mark);
  mark();
}

// Offers the kelurahan of the chosen kecamatan alone. Without it, all of them stand in groups, and the server tells.
for (const village of document.querySelectorAll("select[data-within]")) {
  const district = village.form.elements[village.dataset.within];
  const groups = [...village.querySelectorAll("optgroup")];
  const narrow = () => {
    const name = district.selectedOptions[0].text;
    const chosen = village.value;
    for (const group of groups) group.remove();
    village.append(...groups.filter((group) => !district.value || group.label === name));
    village.value = chosen;
    if (village.selectedIndex < 0) {
      village.value = "";
      village.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  district.addEventListener("change", narrow);
  narrow();
}
