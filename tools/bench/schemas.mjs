// Every YAML file below a folder against the schema of its type: `node schemas.mjs FOLDER`.
// Ends with 1 if any file does not fit. Nothing else is looked at.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import * as yaml from "js-yaml";

const folder = process.argv[2];
const ajv = new Ajv({ strict: false, validateFormats: false });
let bad = 0;
let read = 0;
for (const name of readdirSync(folder)) {
  if (!name.endsWith(".schema.json")) continue;
  const fits = ajv.compile(JSON.parse(readFileSync(join(folder, name), "utf8")));
  const type = name.slice(0, -".schema.json".length);
  for (const file of readdirSync(join(folder, type))) {
    read += 1;
    if (!fits(yaml.load(readFileSync(join(folder, type, file), "utf8")))) {
      if (bad === 0) console.error(file, fits.errors);
      bad += 1;
    }
  }
}
console.log(`${read} files, ${bad} that do not fit`);
process.exit(bad ? 1 : 0);
