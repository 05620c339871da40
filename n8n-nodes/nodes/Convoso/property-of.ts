import type { CatalogueEndpoint, CatalogueParameter, ParameterType } from '@convoso-connect/core/convoso-api';
import type { INodeProperties } from 'n8n-workflow';
import { titleOf } from '../shared/texts';

/** What a form shows for each type of parameter. */
const INPUTS: Readonly<Record<ParameterType, Pick<INodeProperties, 'type' | 'default' | 'placeholder'>>> = {
  id: { type: 'string', default: '', placeholder: 'e.g. 1364887' },
  ids: { type: 'string', default: '', placeholder: 'e.g. 102,104' },
  text: { type: 'string', default: '' },
  texts: { type: 'string', default: '', placeholder: 'e.g. one,another' },
  integer: { type: 'number', default: 0 },
  decimal: { type: 'number', default: 0 },
  flag: { type: 'boolean', default: false },
  yesNo: { type: 'boolean', default: false },
  phone: { type: 'string', default: '', placeholder: 'e.g. 7735550167' },
  email: { type: 'string', default: '', placeholder: 'e.g. name@example.test' },
  time: { type: 'string', default: '', placeholder: 'e.g. 2026-11-20 09:00:00' },
  day: { type: 'string', default: '', placeholder: 'e.g. 2026-11-20' },
  dayOrTime: { type: 'string', default: '', placeholder: 'e.g. 2026-11-20 09:00:00' },
  zone: { type: 'string', default: '', placeholder: 'e.g. America/New_York' },
  status: { type: 'string', default: '', placeholder: 'e.g. NI' },
  color: { type: 'string', default: '', placeholder: 'e.g. 6711d1' },
  listName: { type: 'string', default: '', placeholder: 'e.g. Web leads 2026' },
  choice: { type: 'options', default: '' },
  choices: { type: 'multiOptions', default: [] },
  fields: { type: 'fixedCollection', default: {} },
};

/** The lists that are asked of the account, by the parameters that take one of their entries. */
const LISTS: Readonly<Record<string, string>> = {
  campaign_id: 'getCampaigns',
  search_campaign_id: 'getCampaigns',
  list_id: 'getLists',
  search_list_id: 'getLists',
  user_id: 'getUsers',
};

/** Convoso takes the offset alone, which the node works out. */
const ZONE = 'The clock that Time is on, by its IANA name; or hours from GMT, such as -5.00';

const FROM_LIST =
  'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';

/** A parameter of the API as a parameter of the node. */
export function propertyOf(parameter: CatalogueParameter): INodeProperties {
  const { name, type } = parameter;
  const description = type === 'zone' ? ZONE : parameter.description;
  const common = { name, ...(description === '' ? {} : { description: sentence(type, description) }) };
  const method = type === 'status' ? 'getStatuses' : type === 'id' ? LISTS[name] : undefined;
  if (method !== undefined) {
    return {
      ...common,
      displayName: `${titleOf(parameter.label).replace(/ ID$/, '')} Name or ID`,
      type: 'options',
      typeOptions: { loadOptionsMethod: method },
      default: '',
      description: [common.description, FROM_LIST].filter(Boolean).join('. '),
    };
  }
  const displayName = titleOf(parameter.label);
  if (type === 'fields') return { ...common, displayName, ...CUSTOM_FIELDS };
  const property = { ...common, displayName, ...INPUTS[type], ...boundsOf(parameter) };
  if (type !== 'choice' && type !== 'choices') return property;
  const options = parameter.options.map(({ value, label }) => ({ name: label, value }));
  return { ...property, options, default: type === 'choices' ? [] : (options[0]?.value ?? '') };
}

/** What the panel calls a parameter of an operation. */
export function labelOfParameter({ parameters }: CatalogueEndpoint, name: string): string | undefined {
  const parameter = parameters.find((each) => each.name === name);
  return parameter === undefined ? undefined : propertyOf(parameter).displayName;
}

function boundsOf({ type, min, max }: CatalogueParameter): Pick<INodeProperties, 'typeOptions'> {
  if (type !== 'integer' && type !== 'decimal') return {};
  const typeOptions = {
    ...(min === undefined ? {} : { minValue: min }),
    ...(max === undefined ? {} : { maxValue: max }),
  };
  return Object.keys(typeOptions).length === 0 ? {} : { typeOptions };
}

/** n8n's style for switches; without a full stop where there is but one sentence. */
function sentence(type: ParameterType, description: string): string {
  const text = description.replace(/\.$/, '');
  if (type !== 'flag' && type !== 'yesNo') return text;
  return /^whether/i.test(text)
    ? text
    : `Whether this holds: ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

const CUSTOM_FIELDS: Omit<INodeProperties, 'name' | 'displayName'> = {
  type: 'fixedCollection',
  typeOptions: { multipleValues: true },
  default: {},
  placeholder: 'Add Field',
  options: [
    {
      displayName: 'Field',
      name: 'field',
      values: [
        {
          displayName: 'Field Name',
          name: 'name',
          type: 'string',
          default: '',
          description: "The Field Name on Convoso's screen of lead fields",
        },
        { displayName: 'Value', name: 'value', type: 'string', default: '' },
      ],
    },
  ],
};
