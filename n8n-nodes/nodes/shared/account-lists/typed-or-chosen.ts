import type { INodeProperties } from 'n8n-workflow';
import type { Given } from '../given';
import { CHOSEN, ROW } from './properties';

type Show = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;

/** The two forms of one parameter, of which the panel shows the one that Choose From Account Lists asks for. */
export function typedOrChosen(typed: INodeProperties, chosen: INodeProperties): INodeProperties[] {
  return [shownWhere(typed, false), shownWhere(chosen, true)];
}

export function isChosenForm({ displayOptions }: INodeProperties): boolean {
  return displayOptions?.show?.['/fromAccount']?.[0] === true;
}

function shownWhere(property: INodeProperties, fromAccount: boolean): INodeProperties {
  const show: Show = { ...property.displayOptions?.show, '/fromAccount': [fromAccount] };
  return { ...property, displayOptions: { ...property.displayOptions, show } };
}

/** What the rows of `chosenRows` hold. A row in which nothing is chosen yet is a mistake, and no "any". */
export function chosenInRows(given: Given, name: string, singular: string): string[] {
  const rows = given.collection(name).rows(ROW, (index) => `${singular} ${index + 1}, `);
  return rows.map((row) => {
    const id = row.locator(CHOSEN);
    if (id !== '') return id;
    throw row.refuse(singular, row.value(CHOSEN), 'None is chosen.', 'Choose one, or remove the row.');
  });
}
