"""What is drawn. Views emit what the agent did and decide nothing."""
