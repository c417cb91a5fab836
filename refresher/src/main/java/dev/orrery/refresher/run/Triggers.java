// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import java.time.Duration;
import java.util.Properties;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Quartz, which owns time: two durable jobs, tick and prune. What is refreshed when is no matter of triggers: there is none for an
 * MV, so no misfire and no row lock of Quartz's stands between a target lag and its decision.
 */
final class Triggers implements AutoCloseable {
    private static final String REFRESHER = "refresher";

    private final Scheduler scheduler;

    private Triggers(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    static Triggers start(Refresher refresher, Duration tick) {
        try {
            Scheduler scheduler = new StdSchedulerFactory(properties(refresher)).getScheduler();
            scheduler.getContext().put(REFRESHER, refresher);
            scheduler.scheduleJob(
                    JobBuilder.newJob(Tick.class)
                            .withIdentity("tick")
                            .storeDurably()
                            .build(),
                    TriggerBuilder.newTrigger()
                            .withIdentity("tick")
                            .startNow()
                            .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                                    .withIntervalInMilliseconds(tick.toMillis())
                                    .repeatForever()
                                    .withMisfireHandlingInstructionNextWithRemainingCount())
                            .build());
            scheduler.scheduleJob(
                    JobBuilder.newJob(Prune.class)
                            .withIdentity("prune")
                            .storeDurably()
                            .build(),
                    TriggerBuilder.newTrigger()
                            .withIdentity("prune")
                            .withSchedule(CronScheduleBuilder.dailyAtHourAndMinute(3, 17)
                                    .inTimeZone(TimeZone.getTimeZone("UTC")))
                            .build());
            scheduler.start();
            return new Triggers(scheduler);
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not start", e);
        }
    }

    @Override
    public void close() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not stop", e);
        }
    }

    private static Properties properties(Refresher refresher) {
        Properties properties = new Properties();
        // Quartz keeps schedulers by name: two refreshers of one process need two.
        properties.setProperty("org.quartz.scheduler.instanceName", "refresher-" + System.identityHashCode(refresher));
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", "2");
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        return properties;
    }

    private static Refresher refresher(JobExecutionContext context) throws JobExecutionException {
        try {
            if (context.getScheduler().getContext().get(REFRESHER) instanceof Refresher refresher) {
                return refresher;
            }
            throw new JobExecutionException("this scheduler has no refresher");
        } catch (SchedulerException e) {
            throw new JobExecutionException(e);
        }
    }

    /** Looks whether something is due. Quartz makes it by its public constructor. */
    @DisallowConcurrentExecution
    public static final class Tick implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            refresher(context).tick();
        }
    }

    /** Keeps the run history small. */
    @DisallowConcurrentExecution
    public static final class Prune implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            refresher(context).prune();
        }
    }
}
