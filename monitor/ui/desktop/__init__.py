"""What differs from desktop to desktop: keys that work everywhere, and staying out of shared screens."""
