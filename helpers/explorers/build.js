// `npm run build`: one bundle for each explorer, from its widget.js. The bundles are committed, so that users need no npm.
// `node build.js --into FOLDER` writes them elsewhere; a test compares those with the committed ones.

import { readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const into = process.argv[2] === "--into" ? resolve(process.argv[3]) : HERE;

const paths = readdirSync(HERE, { recursive: true }).map((path) => path.replaceAll("\\", "/"));
const entries = paths.filter((path) => path.endsWith("/widget.js")).sort();
await build({
  absWorkingDir: HERE, // paths in the bundles do not depend on where it is called
  entryPoints: entries.map((path) => ({ in: path, out: path.replace(/\.js$/, ".bundle") })),
  outdir: into,
  bundle: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  banner: { js: "// Made by `make js` from the modules named below: change those, not this." },
});
for (const path of entries) console.log(relative(process.cwd(), join(into, path.replace(/\.js$/, ".bundle.js"))));
