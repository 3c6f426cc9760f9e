// What the present step of the graph explorer does, in numbers and in a sentence; stands below graph_picture.js.

const MOST_ROWS = 6;
const MOST_COLUMNS = 8;

/** The sentence for the step, for screen readers and under the picture. */
function describeStep(state, spec, labels) {
  const write = (name, numbers) => writeInFull(numbers, state.shapeOf(name), labels);
  if (state.kind === "inputs") {
    const given = spec.variables.filter((variable) => variable.given);
    return fill(labels.inputs, {
      inputs: given.map(({ name }) => `${name} = ${write(name, state.value(name))}`).join(", "),
    });
  }
  if (state.kind === "forward") {
    const inputs = state.operation.arguments.map((argument) =>
      argument.name
        ? `${argument.name} = ${write(argument.name, state.value(argument.name))}`
        : writeInFull(toFloats(argument.constant), argument.shape, labels),
    );
    return fill(labels.forward, {
      node: state.operation.title,
      inputs: inputs.join(", "),
      name: state.node,
      value: write(state.node, state.value(state.node)),
    });
  }
  if (state.kind === "start") {
    const start = state.gradient(spec.result);
    const one = start.every((number) => number === 1);
    return fill(one && start.length === 1 ? labels.start_one : labels.start_other, {
      name: spec.result,
      value: write(spec.result, start),
    });
  }
  return describeBack(state, spec, labels, write);
}

function describeBack(state, spec, labels, write) {
  const arrived = state.gradient(state.node);
  if (!arrived) return fill(labels.sends_nothing, { variable: state.node });
  const sentences = [
    fill(labels.arrives, { name: state.node, value: write(state.node, arrived), node: state.operation.title }),
  ];
  for (const edge of state.edges) {
    const numbers = {
      variable: edge.variable,
      shape: writeShape(edge.shape),
      arrived: plainNumber(arrived[0], labels.undefined),
      slope: plainNumber(state.part(edge, "slope")[0], labels.undefined),
      factor: asFactor(plainNumber(state.part(edge, "slope")[0], labels.undefined)),
      sent: plainNumber(state.part(edge, "gradient")[0], labels.undefined),
    };
    const alone = edge.size === 1 && arrived.length === 1 && edge.byElement;
    sentences.push(fill(edge.stored ? labels.stores : alone ? labels.sends : labels.sends_array, numbers));
  }
  for (const name of new Set(state.edges.filter((edge) => !edge.stored).map((edge) => edge.variable))) {
    const parts = state.partsOf(name);
    if (parts.length < 2 || parts[0].length > 1) continue;
    const total = plainNumber(state.gradient(name)[0], labels.undefined);
    sentences.push(
      fill(labels.adds_up, {
        variable: name,
        parts: parts
          .map((part, index) => (index ? asFactor : String)(plainNumber(part[0], labels.undefined)))
          .join(" + "),
        total,
      }),
    );
  }
  const sent = new Set(state.edges.map((edge) => edge.variable));
  for (const { name } of state.operation.arguments) {
    if (name && !sent.has(name)) sentences.push(fill(labels.sends_nothing, { variable: name }));
  }
  return sentences.join(" ");
}

/** Where a very small triangle disagrees with the node of this step. */
function describeWrong(state, labels) {
  return state.edges
    .filter((edge) => state.isWrong(edge))
    .map((edge) =>
      fill(edge.size > 1 ? labels.wrong_array : labels.wrong, {
        node: state.operation.title,
        variable: edge.variable,
        sent: plainNumber(state.part(edge, "gradient")[0], labels.undefined),
        expected: plainNumber(state.part(edge, "triangle")[0], labels.undefined),
      }),
    )
    .join(" ");
}

function writeInFull(numbers, shape, labels) {
  if (numbers.length > 4) return `${shape.join(" × ")} ${labels.numbers}`;
  const text = [...numbers].map((number) => plainNumber(number, labels.undefined)).join(", ");
  return numbers.length === 1 ? text : `(${text})`;
}

/** Rows of terms with signs between: what goes in and comes out, or gradient × slope = gradient. */
function drawTerms(parent, state, labels) {
  parent.replaceChildren();
  if (state.kind === "forward") {
    const inputs = state.operation.arguments.map((argument) =>
      argument.name
        ? { caption: argument.name, numbers: state.value(argument.name), shape: state.shapeOf(argument.name) }
        : { caption: "", numbers: toFloats(argument.constant), shape: argument.shape },
    );
    const row = element("div", { class: "bp-terms" }, parent);
    inputs.forEach((input) => addTerm(row, input, "bp-is-value", labels));
    addSign(row, `→ ${state.operation.label || state.operation.title} →`);
    addTerm(
      row,
      { caption: state.node, numbers: state.value(state.node), shape: state.shapeOf(state.node) },
      "bp-is-value bp-is-new",
      labels,
    );
  }
  if (state.kind !== "back") return;
  const arrived = state.gradient(state.node);
  for (const edge of state.edges) {
    const row = element("div", { class: "bp-terms" }, parent);
    const slope = state.part(edge, "slope");
    const known = edge.byElement && !slope.every(Number.isNaN);
    addTerm(
      row,
      { caption: `d${state.node}`, numbers: arrived, shape: state.shapeOf(state.node) },
      "bp-is-gradient",
      labels,
    );
    addSign(row, known ? (edge.size > 1 ? "∗" : "×") : "→");
    if (known) {
      addTerm(
        row,
        { caption: fill(labels.slope_caption, { variable: edge.variable }), numbers: slope, shape: edge.shape },
        "bp-is-slope",
        labels,
      );
      addSign(row, "=");
    }
    const kind = `bp-is-gradient bp-is-new ${state.isWrong(edge) ? "bp-is-wrong" : ""}`;
    addTerm(
      row,
      { caption: `d${edge.variable}`, numbers: state.part(edge, "gradient"), shape: edge.shape },
      kind,
      labels,
    );
  }
}

function addSign(row, text) {
  element("span", { class: "bp-sign" }, row, text);
}

function addTerm(row, { caption, numbers, shape }, kind, labels) {
  const term = element("div", { class: `bp-term ${kind}` }, row);
  element("span", { class: "bp-caption" }, term, [caption, shape.length ? writeShape(shape) : ""].join(" ").trim());
  const columns = shape.length ? shape[shape.length - 1] : 1;
  const rows = numbers.length / columns;
  const shown = Math.min(columns, MOST_COLUMNS);
  const table = element(
    "span",
    {
      class: numbers.length > 12 ? "bp-matrix bp-large" : "bp-matrix",
      style: `grid-template-columns: repeat(${shown + (columns > shown)}, auto)`,
    },
    term,
  );
  for (let row = 0; row < Math.min(rows, MOST_ROWS); row++) {
    for (let column = 0; column < shown; column++)
      element("span", {}, table, cellText(numbers[row * columns + column], numbers.length, labels));
    if (columns > shown) element("span", {}, table, "…");
  }
  if (rows > MOST_ROWS) element("span", {}, table, "…");
}

function cellText(number, count, labels) {
  if (count === 1 || !Number.isFinite(number)) return plainNumber(number, labels.undefined);
  return plainNumber(Number(number.toPrecision(3)), labels.undefined);
}
