/** What would make markup of a text, or hide what a browser does behind the page. Data of strangers is shown: it stays text. */
const MARKUP = 'Show it as text: the data may be a stranger\u2019s.';

export const consoleSyntax = [
  {
    selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
    message: MARKUP,
  },
  {
    selector: 'MemberExpression[property.name=/^(?:innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe)$/]',
    message: MARKUP,
  },
  {
    selector: "JSXAttribute[name.name='style']",
    message: 'Name a class: the policy of the page takes no style that stands in an element.',
  },
];
