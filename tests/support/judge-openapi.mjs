// Says whether the document on standard input is valid OpenAPI. A process of its own: the validator is
// an ES module, which Jest would have to be told to load.
import { Validator } from '@seriousme/openapi-schema-validator';
import { text } from 'node:stream/consumers';

const { valid, errors } = await new Validator().validate(JSON.parse(await text(process.stdin)));
process.stdout.write(valid ? 'valid' : JSON.stringify(errors));
