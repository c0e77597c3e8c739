// The desk's translation editor makes its style sheets while it runs. They get the page's nonce, so that the
// Content-Security-Policy can go without 'unsafe-inline'.
{
  const { nonce } = document.currentScript;
  const create = Document.prototype.createElement;
  Document.prototype.createElement = function createElement(name, options) {
    const element = create.call(this, name, options);
    if (String(name).toLowerCase() === "style") element.nonce = nonce;
    return element;
  };
}
