/** What a script of the mini-program finds around it without an import: WeChat's own, and what this program adds. */
/// <reference path="./app.d.ts" />
/// <reference path="./components.d.ts" />
/// <reference path="./wx-gaps.d.ts" />
