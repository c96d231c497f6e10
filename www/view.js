// What is on the page. Texts go in as texts: nothing that came from elsewhere becomes markup.

const NEWS = {
  'signed-in': 'Signed in',
  refreshed: 'Token renewed',
  'signed-out': 'Signed out',
  expired: 'Session expired',
};

const KINDS = { 200: 'pass', 401: 'ask', 403: 'stop' };

const find = (selector, within = document) => within.querySelector(selector);

export class View {
  #rows = new Map();

  constructor(routes) {
    for (const route of routes) this.#rows.set(route, row(route));
    find('.routes ul').append(...this.#rows.values());
    find('[data-do="dismiss"]').addEventListener('click', () => (find('.notice').hidden = true));
  }

  set gate(address) {
    find('.gate').textContent = address;
  }

  /** Calls the function of that name when its button is pressed, one call at a time. */
  onDo({ call, ...actions }) {
    for (const [name, act] of Object.entries(actions)) {
      for (const button of document.querySelectorAll(`[data-do="${name}"]`)) {
        button.addEventListener('click', () => this.#busy(button, act));
      }
    }
    for (const [route, element] of this.#rows) {
      const button = find('button', element);
      button.addEventListener('click', () => this.#busy(button, () => call(route)));
    }
  }

  /** Shows who is signed in, or that nobody is. */
  show(user) {
    document.body.dataset.state = user ? 'in' : 'out';
    find('.person').setAttribute('aria-busy', 'false');
    if (!user) return;
    const name = user.name ?? user.userId;
    find('.who .avatar').textContent = initials(name);
    find('.name').textContent = name;
    find('.mail').textContent = user.email ?? '';
    find('.id').textContent = user.userId;
    chips('.roles', user.roles);
    chips('.custom-roles', user.customRoles);
  }

  /** Adds to what the session said; the newest comes first. */
  tell(change) {
    const time = document.createElement('time');
    time.textContent = new Date().toLocaleTimeString();
    const line = document.createElement('li');
    line.append(time, NEWS[change]);
    find('.news ol').prepend(line);
    while (find('.news ol').children.length > 5) find('.news ol').lastChild.remove();
  }

  /** A call is under way. */
  calling(route) {
    this.answer(route, { status: '···', words: 'Asking the gate' });
    this.#rows.get(route).setAttribute('aria-busy', 'true');
  }

  /** A call was answered, or could not be made. */
  answer(route, { status, code, words }) {
    const element = this.#rows.get(route);
    element.setAttribute('aria-busy', 'false');
    find('.answer', element).dataset.kind = KINDS[status] ?? 'none';
    find('.status', element).textContent = status ?? 'No answer';
    find('.words', element).textContent = words;
    find('.answer code', element).textContent = code ?? '';
  }

  /** Says what went wrong, in the provider's words where it has some. */
  fail(text, error) {
    if (document.body.dataset.state === 'loading') document.body.dataset.state = 'out';
    const isOwnWish = error.error === 'access_denied';
    find('.notice strong').textContent = isOwnWish ? 'You did not sign in.' : text;
    find('.notice span').textContent = isOwnWish
      ? 'Nothing has changed, and you can try again.'
      : (error.description ?? error.message).replaceAll('`', '');
    find('.notice code').textContent = error.error ?? error.code ?? '';
    find('.notice').hidden = false;
  }

  async #busy(button, act) {
    button.disabled = true;
    try {
      await act();
    } catch (error) {
      this.fail('That did not work.', error);
    } finally {
      button.disabled = false;
    }
  }
}

function row(route) {
  const element = find('#route').content.firstElementChild.cloneNode(true);
  find('.request code', element).textContent = `GET ${route.path}`;
  find('.rule', element).textContent = `For ${route.rule}`;
  find('button', element).setAttribute('aria-label', `Call ${route.path}`);
  return element;
}

function chips(selector, names) {
  const items = names.map((name) => {
    const chip = document.createElement('span');
    chip.className = 'chip';
    chip.textContent = name;
    return chip;
  });
  find(selector).replaceChildren(...(items.length > 0 ? items : ['none']));
}

function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : ''];
  return letters.map((word) => [...word][0] ?? '').join('');
}
