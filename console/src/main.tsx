import { render } from 'preact';
import { App } from './app.js';
import './styles/main.css';

const root = document.getElementById('console');
if (root !== null) render(<App />, root);
