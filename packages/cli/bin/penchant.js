#!/usr/bin/env node
// A file that is there before anything is built, so that npm links the command when it installs.
import '../dist/penchant.js'
