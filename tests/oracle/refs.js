// Answers questions about entity refs and entities with the real catalog model: one JSON array a line in, one JSON value out.
const model = require('@backstage/catalog-model');
const readline = require('readline');

const policies = [
  new model.SchemaValidEntityPolicy(),
  new model.DefaultNamespaceEntityPolicy(),
  new model.NoForeignRootFieldsEntityPolicy(),
  new model.FieldFormatEntityPolicy(),
];
const kinds = ['api', 'component', 'resource', 'group', 'location', 'user', 'system', 'domain'];
const validators = kinds.map(kind => model[`${kind}EntityV1alpha1Validator`]);

function parse([text, context]) {
  try {
    const ref = model.parseEntityRef(text, context);
    return [ref.kind, ref.namespace, ref.name, model.stringifyEntityRef(ref)];
  } catch {
    return null;
  }
}

async function judge([document]) {
  let stage = 'none';
  try {
    let entity = document;
    for (const policy of policies) {
      stage = policy.constructor.name;
      entity = await policy.enforce(entity);
    }
    stage = 'kind';
    for (const validator of validators) {
      if (await validator.check(entity)) {
        return ['built-in', model.stringifyEntityRef(entity)];
      }
    }
    return ['unknown', model.stringifyEntityRef(entity)];
  } catch {
    return ['refused', stage];
  }
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const [question, ...rest] = JSON.parse(line);
    const answers = {
      parse: () => parse(rest),
      judge: () => judge(rest),
      url: () => model.CommonValidatorFunctions.isValidUrl(rest[0]),
      blank: () => !model.CommonValidatorFunctions.isNonEmptyString(rest[0]),
    };
    console.log(JSON.stringify(await answers[question]()));
  }
}

main();
