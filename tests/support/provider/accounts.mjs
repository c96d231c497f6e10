// The people of the demo and of the tests: one for each way through the four routes.

/**
 * @typedef {object} Account
 * @property {string} sub
 * @property {string} login What a person types or clicks.
 * @property {string} about One line for the sign-in page.
 * @property {Record<string, unknown>} claims Everything but `sub`.
 */

const TENANT = '7b6f5f3e-3c53-4f6e-9c55-0f4f5d0c1a11';

/** @type {Account[]} */
export const ACCOUNTS = [
  account('admin', 'Ada', 'Admin', ['admin'], [], 'the role admin'),
  account('editor', 'Édith', 'Editor', ['editor'], [], 'the role editor'),
  account(
    'billing',
    'Bill',
    'Billing',
    ['admin'],
    ['billing'],
    'the role admin and the custom role billing',
  ),
  account('member', 'Mia', 'Member', [], [], 'no roles, only an account'),
];

/**
 * @param {string} login
 * @returns {Account}
 */
export function accountByLogin(login) {
  const found = ACCOUNTS.find((one) => one.login === login);
  if (!found) throw new Error(`no account \`${login}\`: take one of ${logins()}`);
  return found;
}

/**
 * @param {string} sub
 * @returns {Account | undefined}
 */
export function accountBySub(sub) {
  return ACCOUNTS.find((one) => one.sub === sub);
}

function account(login, given, family, roles, customRoles, about) {
  return {
    sub: `user-${login}`,
    login,
    about,
    claims: {
      name: `${given} ${family}`,
      given_name: given,
      family_name: family,
      email: `${login}@example.com`,
      email_verified: login !== 'member',
      tenant_id: TENANT,
      roles,
      custom_roles: customRoles,
    },
  };
}

function logins() {
  return ACCOUNTS.map((one) => one.login).join(', ');
}
