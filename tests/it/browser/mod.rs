//! A real Chromium: the resident's journey in both languages, with and without JavaScript, at 320 pixels; every page under
//! axe; weights and requests; a screenshot of each page in `artefacts/`.

mod committee;
mod forms;
mod journeys;
mod pages;
mod rig;
mod story;
mod weights;
