"""TEXT TO PAGE: blocks that know their source rows."""
