// Compiles Kaitai Struct specifications to Python: node compile.js [--places] OUT FILE.ksy…
// With --places, the readers remember where each field was, and read only when they are told to.
// With --check instead of OUT, nothing is written; the specifications must compile for all languages of the compiler.
// NODE_PATH must lead to the packages kaitai-struct-compiler and js-yaml.
const fs = require("fs");
const path = require("path");
const yaml = require("js-yaml");
const compiler = require("kaitai-struct-compiler");

const importer = { importYaml: (name) => Promise.reject(new Error(`nothing may be imported, ${name} neither`)) };

// The compiler cannot yet choose between sizes of an integer there.
const WITHOUT = ["nim"];

async function check(files) {
  for (const language of compiler.languages.filter((language) => !WITHOUT.includes(language))) {
    for (const file of files) {
      const specification = yaml.load(fs.readFileSync(file, "utf8"));
      await compiler.compile(language, specification, importer, false).catch((error) => {
        throw new Error(`${file} for ${language}: ${(error && error.message) || error}`);
      });
    }
  }
  console.log(compiler.languages.length);
}

async function main(words) {
  if (words[0] === "--check") return check(words.slice(1));
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
