"""The parts of the writing screen: each owns one thing that is shown or laid out there."""
