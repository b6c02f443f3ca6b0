/* Reads pages as lines of JSON ({"naam": ..., "html": ...}) and answers each with a line: what html-validate finds. */
import { createInterface } from "node:readline";
import { HtmlValidate } from "html-validate";

const keuring = new HtmlValidate({
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: { "no-trailing-whitespace": "off", "long-title": "off" },
});

for await (const regel of createInterface({ input: process.stdin })) {
  const { naam, html } = JSON.parse(regel);
  const verslag = await keuring.validateString(html, naam);
  const fouten = verslag.results.flatMap((een) =>
    een.messages.map((fout) => `${fout.ruleId} (${fout.line}:${fout.column}): ${fout.message}`),
  );
  process.stdout.write(`${JSON.stringify(fouten)}\n`);
}
