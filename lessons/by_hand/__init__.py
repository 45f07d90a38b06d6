"""What only a person can judge: pages to mark on, marks, and how far two markers agree."""
