package com.hotline48.reporting.application;

class InMemoryGenerationRegisterTest implements GenerationRegisterContract {

    private final GenerationRegister register = new InMemoryGenerationRegister();

    @Override
    public GenerationRegister register() {
        return register;
    }
}
