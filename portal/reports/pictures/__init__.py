"""Pictures that customers send, without what their cameras wrote into them."""
