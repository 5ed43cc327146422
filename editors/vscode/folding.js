// Folds the steps of a recipe (`# %%`) and the brackets that go over several lines.
//
// An editor folds by indentation where an extension says nothing, and knows no steps then.

const step = /^# *%%(?:\s|$)/;

// The first and last lines of what can be folded, both counted from 0, in the order of their ends.
function folds(lines) {
  const ranges = [];
  const open = [];
  let inString = false;
  let stepLine = -1;

  function add(start, end) {
    while (end > start && lines[end].trim() === "") end -= 1;
    if (end > start) ranges.push({ start, end });
  }

  lines.forEach((line, number) => {
    if (!inString && step.test(line)) {
      if (stepLine >= 0) add(stepLine, number - 1);
      stepLine = number;
      return;
    }
    let rest = line;
    while (true) {
      const found = rest.match(inString ? /"""/ : /"""|"(?:[^"\\]|\\.)*"?|#.*|[([{]|[)\]}]/);
      if (found === null) break;
      rest = rest.slice(found.index + found[0].length);
      if (found[0] === '"""') inString = !inString;
      else if ("([{".includes(found[0])) open.push(number);
      else if (")]}".includes(found[0]) && open.length > 0) add(open.pop(), number - 1);
    }
  });
  if (stepLine >= 0) add(stepLine, lines.length - 1);
  return ranges;
}

function activate(context) {
  const vscode = require("vscode");
  const provider = {
    provideFoldingRanges(document) {
      return folds(document.getText().split(/\r?\n/))
        .map(({ start, end }) => new vscode.FoldingRange(start, end));
    },
  };
  context.subscriptions.push(vscode.languages.registerFoldingRangeProvider("asr", provider));
}

module.exports = { activate, folds };
