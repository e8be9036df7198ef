# Everything a user or developer calls. JDK 17 and Maven are all it needs.
SHELL := /bin/bash
MVN ?= mvn -B -ntp
JAVA ?= java
# Six applications and two engines in one JVM on two cores: the first compiler only. With the second one the start took
# 15.7 s instead of 9.9 s and the demo ran at a third of the rate (compiling took most of a core for minutes).
HOTLINE_JAVA_OPTS ?= -Xms256m -Xmx768m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:MaxDirectMemorySize=128m

STANDALONE := infra/standalone/target/hotline48-standalone.jar
REPLAY := infra/replay/target/hotline48-replay.jar
FAULTS := infra/faults/target/hotline48-faults.jar
BENCH := infra/bench/target/hotline48-bench.jar
# Says when everything was last built.
BUILT := target/built
SOURCES := $(shell find pom.xml shared-events services gateway infra -name target -prune -o \( -path '*/src/main/*' -o -name pom.xml \) -type f -print)

.PHONY: run test demo rebuild-figures no-false-alarm kills bench privacy-scan format clean help

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / — /'

run: $(BUILT) ## the whole platform in one process (Ctrl-C stops it)
	@exec $(JAVA) $(HOTLINE_JAVA_OPTS) -jar $(STANDALONE)

test: ## all tests and checks
	$(MVN) verify

demo: $(BUILT) ## play the sample month into a running platform and compare its figures (DEMO_ARGS: more options)
	@$(JAVA) -cp $(REPLAY) com.hotline48.replay.Replay $(DEMO_ARGS)

rebuild-figures: $(BUILT) ## rebuild deadlines and figures of a running platform from the log and compare
	@$(JAVA) -cp $(REPLAY) com.hotline48.replay.RebuildFigures $(REBUILD_ARGS)

privacy-scan: $(BUILT) ## look for personal data in the topics and log of a running platform, after the demo
	@$(JAVA) -cp $(REPLAY) com.hotline48.replay.PrivacyScan --files $${HOTLINE_DATA:-data}/logs/hotline48.log $(PRIVACY_ARGS)

kills: $(BUILT) ## kill -9 under load, ten times, and prove that the proof can fail
	$(JAVA) -cp $(FAULTS) com.hotline48.faults.Kills $(KILLS_ARGS)
	$(JAVA) -cp $(FAULTS) com.hotline48.faults.Kills --kills 3 --expect-failure sweep
	$(JAVA) -cp $(FAULTS) com.hotline48.faults.Kills --kills 3 --expect-failure idempotence

no-false-alarm: $(BUILT) ## 10,000 answers arrive while complaint-sla is down
	$(JAVA) -cp $(FAULTS) com.hotline48.faults.NoFalseAlarm $(ALARM_ARGS)

bench: $(BUILT) ## accepted tickets per second beside a floor of the same run, as JSON (about 14 minutes)
	$(JAVA) -cp $(BENCH) com.hotline48.bench.AcceptBench $(BENCH_ARGS)

format: ## apply the layout that the build checks
	$(MVN) spotless:apply

clean:
	$(MVN) clean

$(BUILT): $(SOURCES)
	$(MVN) -q package -Dmaven.test.skip=true -Dspotless.check.skip=true
	@mkdir -p $(dir $@) && touch $@
