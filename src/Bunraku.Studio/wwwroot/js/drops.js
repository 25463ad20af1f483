// A file that is dragged over the page: the page then shows where it can be dropped, and a drop elsewhere does not make the browser leave the page.

/** Tells the page of files that are dragged over it until `dispose()` is called on the result. */
export function watch(page) {
  let told = false;
  const onEnter = event => {
    if (!hasFiles(event) || told) return;
    told = true;
    page.invokeMethodAsync('ShowDropPlace').finally(() => { told = false; });
  };
  const onOver = event => {
    if (!hasFiles(event) || event.target.matches?.('input[type=file]')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'none';
  };
  const onDrop = event => {
    if (hasFiles(event) && !event.target.matches?.('input[type=file]')) event.preventDefault();
  };
  const listeners = { dragenter: onEnter, dragover: onOver, drop: onDrop };
  for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener);
  return {
    dispose() {
      for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener);
    },
  };
}

function hasFiles(event) {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
