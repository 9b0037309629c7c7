import ca.uhn.fhir.batch2.api.IJobMaintenanceService;
import ca.uhn.fhir.batch2.jobs.config.Batch2JobsConfig;
import ca.uhn.fhir.batch2.jobs.export.BulkDataExportProvider;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.IDaoRegistry;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.ThreadPoolFactoryConfig;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.batch2.JpaBatch2Config;
import ca.uhn.fhir.jpa.config.r4.JpaR4Config;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.config.util.ResourceCountCacheUtil;
import ca.uhn.fhir.jpa.dao.FulltextSearchSvcImpl;
import ca.uhn.fhir.jpa.dao.IFulltextSearchSvc;
import ca.uhn.fhir.jpa.dao.search.HSearchSortHelperImpl;
import ca.uhn.fhir.jpa.dao.search.IHSearchSortHelper;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirH2Dialect;
import ca.uhn.fhir.jpa.provider.DaoRegistryResourceSupportedSvc;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.provider.ValueSetOperationProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.jpa.search.IStaleSearchDeletingSvc;
import ca.uhn.fhir.jpa.search.StaleSearchDeletingSvcImpl;
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig;
import ca.uhn.fhir.jpa.util.ResourceCountCache;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.IResourceSupportedSvc;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.interceptor.CorsInterceptor;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.rest.server.interceptor.RequestValidatingInterceptor;
import ca.uhn.fhir.validation.IValidatorModule;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.*;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.web.cors.CorsConfiguration;

/**
 * A HAPI FHIR R4 JPA server on in-memory H2, for tests only: loopback, no authorization, empty at every start.
 * Usage: Main [port]; base is /fhir; without a port a free one is taken. It prints "READY port N" once it answers.
 * -Dexport=true offers $export, whose job goes on at once instead of once a minute.
 * -Dstrict=true refuses unknown elements and invalid resources; -DendWithParent=true ends when standard input closes.
 */
public class Main {
  @Configuration
  @Import({JpaR4Config.class, ThreadPoolFactoryConfig.class, JpaBatch2Config.class, Batch2JobsConfig.class,
    SubscriptionChannelConfig.class})
  public static class Cfg {
    @Bean public JpaStorageSettings jpaStorageSettings() {
      JpaStorageSettings s = new JpaStorageSettings();
      s.setAllowMultipleDelete(true);
      s.setReuseCachedSearchResultsForMillis(null); // every search sees the newest writes
      return s;
    }
    @Bean public PartitionSettings partitionSettings() { return new PartitionSettings(); }
    @Bean public SubscriptionSettings subscriptionSettings() { return new SubscriptionSettings(); }
    @Bean(destroyMethod = "close") public HikariDataSource dataSource() {
      HikariDataSource d = new HikariDataSource();
      d.setJdbcUrl("jdbc:h2:mem:fhir;DB_CLOSE_DELAY=-1");
      d.setUsername("sa"); d.setPassword("");
      return d;
    }
    @Primary @Bean public LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource ds,
        ConfigurableListableBeanFactory bf, FhirContext ctx, JpaStorageSettings s) {
      LocalContainerEntityManagerFactoryBean f = HapiEntityManagerFactoryUtil.newEntityManagerFactory(bf, ctx, s);
      f.setPersistenceUnitName("HAPI_PU");
      f.setDataSource(ds);
      Properties p = new Properties();
      p.put("hibernate.dialect", HapiFhirH2Dialect.class.getName());
      p.put("hibernate.hbm2ddl.auto", "update");
      p.put("hibernate.jdbc.batch_size", "20");
      p.put("hibernate.cache.use_query_cache", "false");
      p.put("hibernate.cache.use_second_level_cache", "false");
      p.put("hibernate.search.enabled", "false");
      f.setJpaProperties(p);
      return f;
    }
    @Primary @Bean public JpaTransactionManager transactionManager(EntityManagerFactory emf) { return new JpaTransactionManager(emf); }
    @Bean public IFulltextSearchSvc fullTextSearchSvc() { return new FulltextSearchSvcImpl(); }
    @Bean public IStaleSearchDeletingSvc staleSearchDeletingSvc() { return new StaleSearchDeletingSvcImpl(); }
    @Bean public IHSearchSortHelper hSearchSortHelper(ISearchParamRegistry r) { return new HSearchSortHelperImpl(r); }
    @Bean public IResourceSupportedSvc resourceSupportedSvc(IDaoRegistry r) { return new DaoRegistryResourceSupportedSvc(r); }
    @Bean("myResourceCountsCache") public ResourceCountCache resourceCountsCache(IFhirSystemDao<?, ?> dao) { return ResourceCountCacheUtil.newResourceCountCache(dao); }
    @Bean public DatabaseBackedPagingProvider databaseBackedPagingProvider() { return new DatabaseBackedPagingProvider(); }
    @Bean public RestfulServer restfulServer(IFhirSystemDao<?, ?> dao, ResourceProviderFactory rpf, IJpaSystemProvider sys,
        JpaStorageSettings s, ISearchParamRegistry r, IValidationSupport v, DatabaseBackedPagingProvider paging, ValueSetOperationProvider vs, IValidatorModule vm,
        BulkDataExportProvider export) {
      RestfulServer f = new RestfulServer(dao.getContext());
      f.registerProviders(rpf.createProviders());
      f.registerProvider(sys);
      f.registerProvider(vs);
      if (Boolean.getBoolean("export")) f.registerProvider(export);
      f.setServerConformanceProvider(new JpaCapabilityStatementProvider(f, dao, s, r, v));
      f.setPagingProvider(paging);
      f.setDefaultResponseEncoding(EncodingEnum.JSON);
      CorsConfiguration c = new CorsConfiguration(); // any origin: a test server on loopback only
      c.addAllowedOrigin("*"); c.addAllowedHeader("*");
      c.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));
      c.setExposedHeaders(List.of("Location", "Content-Location", "ETag", "Last-Modified"));
      f.registerInterceptor(new CorsInterceptor(c));
      if (Boolean.getBoolean("strict")) { // -Dstrict=true: refuse unknown elements and invalid resources
        dao.getContext().setParserErrorHandler(new StrictErrorHandler());
        RequestValidatingInterceptor i = new RequestValidatingInterceptor();
        i.setValidatorModules(List.of(vm));
        i.setFailOnSeverity(ResultSeverityEnum.ERROR);
        f.registerInterceptor(i);
      }
      return f;
    }
  }

  /** The pipe closes even when the test process is killed, so no server is left behind. */
  static void endWithParent() {
    Thread watch = new Thread(() -> {
      try {
        while (System.in.read() >= 0) continue;
      } catch (java.io.IOException e) {
        System.err.println("standard input: " + e.getMessage());
      }
      Runtime.getRuntime().halt(0);
    });
    watch.setDaemon(true);
    watch.start();
  }

  /** A job takes each of its steps in a pass of maintenance, and HAPI makes one a minute. */
  static void maintainJobsOften(IJobMaintenanceService jobs) {
    Executors.newSingleThreadScheduledExecutor(work -> {
      Thread thread = new Thread(work);
      thread.setDaemon(true);
      return thread;
    }).scheduleWithFixedDelay(jobs::runMaintenancePass, 0, 200, TimeUnit.MILLISECONDS);
  }

  public static void main(String[] a) throws Exception {
    if (Boolean.getBoolean("endWithParent")) endWithParent();
    int port = a.length > 0 ? Integer.parseInt(a[0]) : 0;
    AnnotationConfigApplicationContext ctx = new AnnotationConfigApplicationContext(Cfg.class);
    Server server = new Server(new InetSocketAddress("127.0.0.1", port));
    ServletContextHandler h = new ServletContextHandler("/");
    h.addServlet(new ServletHolder(ctx.getBean(RestfulServer.class)), "/fhir/*");
    server.setHandler(h);
    server.start();
    if (Boolean.getBoolean("export")) maintainJobsOften(ctx.getBean(IJobMaintenanceService.class));
    System.out.println("READY port " + ((ServerConnector) server.getConnectors()[0]).getLocalPort());
    server.join();
  }
}
