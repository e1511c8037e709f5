"""Liquid, the template language that Jekyll and Eleventy run over a body before markdown."""
