// Compiles Kaitai Struct specifications to Python: node compile.js [--places] OUT FILE.ksy…
// With --places, the readers remember where each field was, and read only when they are told to.
// NODE_PATH must lead to the packages kaitai-struct-compiler and js-yaml.
const fs = require("fs");
const path = require("path");
const yaml = require("js-yaml");
const compiler = require("kaitai-struct-compiler");

const importer = { importYaml: (name) => Promise.reject(new Error(`nothing may be imported, ${name} neither`)) };

async function main(words) {
  const places = words[0] === "--places";
  const [out, ...files] = places ? words.slice(1) : words;
  for (const file of files) {
    const specification = yaml.load(fs.readFileSync(file, "utf8"));
    const made = await compiler.compile("python", specification, importer, places);
    for (const [name, text] of Object.entries(made)) fs.writeFileSync(path.join(out, name), text);
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(String((error && error.message) || error));
  process.exit(1);
});
