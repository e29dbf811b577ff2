// swift-tools-version: 6.2
import PackageDescription

/// Settings for every Swift target: one language, no exceptions per target.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// Settings for the few targets that touch C: every unsafe expression must say `unsafe`.
let wrapper: [SwiftSetting] = strict + [.strictMemorySafety()]

/// The rooms of the house and what each may import; `docs/architecture.md` explains them.
let core: [Target.Dependency] = ["Domain", "CommandLanguage", "Permissions", "Commands", "Engine"]

let package = Package(
  name: "muster",
  products: [.executable(name: "muster", targets: ["muster"])],
  targets: [
    .target(name: "Domain", swiftSettings: strict),
    .target(name: "CommandLanguage", dependencies: ["Domain"], swiftSettings: strict),
    .target(name: "Permissions", dependencies: ["Domain"], swiftSettings: strict),
    .target(
      name: "Commands", dependencies: ["Domain", "CommandLanguage", "Permissions"],
      swiftSettings: strict),
    .target(
      name: "Engine", dependencies: ["Domain", "CommandLanguage", "Permissions", "Commands"],
      swiftSettings: strict),

    .target(name: "Messengers", dependencies: core + ["Signing"], swiftSettings: strict),
    .target(
      name: "Storage", dependencies: core + ["Platform", "CSQLite", "CPostgres"],
      swiftSettings: wrapper),
    // Its en.yaml is that of bot-config: what the bot says, and what every file of texts is measured by.
    .target(
      name: "Configuration", dependencies: core + ["CYAML", "Texts"], resources: [.embedInCode("en.yaml")],
      swiftSettings: wrapper),
    .target(name: "Texts", dependencies: core + ["CICU"], swiftSettings: wrapper),
    .target(
      name: "Network", dependencies: ["Platform", "CEvent", "CCurl", "COpenSSL"],
      swiftSettings: wrapper),
    .target(name: "Delivery", dependencies: core + ["Network", "Signing"], swiftSettings: strict),
    .target(name: "Signing", dependencies: ["CCrypto"], swiftSettings: wrapper),
    .target(name: "Platform", dependencies: ["Domain"], swiftSettings: wrapper),
    .target(
      name: "Wiring",
      dependencies: core + [
        "Configuration", "Delivery", "Messengers", "Network", "Platform", "Signing", "Storage", "Texts",
      ], swiftSettings: strict),
    .target(
      name: "Talks",
      dependencies: core + [
        "Configuration", "Delivery", "Messengers", "Network", "Platform", "Signing", "Storage", "Texts", "Wiring",
      ], swiftSettings: wrapper),
    .executableTarget(
      name: "muster",
      dependencies: core + [
        "Configuration", "Delivery", "Messengers", "Network", "Platform", "Signing", "Storage",
        "Talks", "Texts", "Wiring",
      ],
      swiftSettings: strict,
      // Threads hand each other what they allocate, which costs glibc's allocator an eighth of the time of a command more.
      // Sanitizers, which debug builds may have, bring an allocator of their own.
      linkerSettings: [.linkedLibrary("jemalloc", .when(configuration: .release))]),

    .target(name: "TestSupport", dependencies: ["Platform"], path: "Tests/TestSupport", swiftSettings: wrapper),
    .testTarget(name: "ArchitectureTests", dependencies: core, swiftSettings: strict),
    .testTarget(
      name: "CommandLanguageTests", dependencies: ["CommandLanguage", "Domain", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "CommandsTests", dependencies: core + ["TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ConfigurationTests", dependencies: ["Configuration", "Domain", "Engine", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "DeliveryTests", dependencies: ["Delivery", "Domain", "Engine"], swiftSettings: strict),
    .testTarget(
      name: "MessengersTests", dependencies: core + ["Messengers", "Signing", "TestSupport"],
      resources: [.copy("Fixtures")],
      swiftSettings: strict),
    .testTarget(
      name: "NetworkTests", dependencies: ["Network", "Platform", "Domain", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "PermissionsTests", dependencies: ["Permissions", "Domain", "Commands", "Configuration", "TestSupport"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "SecrecyTests",
      dependencies: core + ["Configuration", "Platform", "Talks", "TestSupport", "Texts", "Weakening", "Wiring"],
      swiftSettings: strict),
    .testTarget(name: "SigningTests", dependencies: ["Signing"], swiftSettings: strict),
    .testTarget(
      name: "StorageTests", dependencies: core + ["Platform", "Storage", "TestSupport"], swiftSettings: strict),
    .target(
      name: "Weakening", dependencies: ["Commands", "Domain", "Engine", "Permissions"], path: "Tests/Weakening",
      swiftSettings: strict),
    .executableTarget(
      name: "weakened", dependencies: ["Talks", "Weakening"], path: "Tests/Weakened", swiftSettings: strict),
    .testTarget(
      name: "TalksTests",
      dependencies: core + [
        "Configuration", "Messengers", "Platform", "Signing", "Storage", "Talks", "TestSupport", "Weakening", "Wiring",
        "muster", "weakened",
      ], swiftSettings: strict),
    .target(
      name: "Fuzzing", dependencies: ["CommandLanguage", "Commands", "Domain", "Texts"], path: "Tests/Fuzzing",
      swiftSettings: strict),
    .executableTarget(name: "fuzz", dependencies: ["Fuzzing"], path: "Tests/Fuzz", swiftSettings: strict),
    .testTarget(
      name: "TextsTests",
      dependencies: ["CommandLanguage", "Commands", "Domain", "Engine", "Fuzzing", "TestSupport", "Texts"],
      swiftSettings: strict),
    .testTarget(
      name: "WiringTests",
      dependencies: core + [
        "Configuration", "Delivery", "Messengers", "Network", "Platform", "Signing", "Storage", "TestSupport", "Texts",
        "Weakening", "Wiring", "muster",
      ], swiftSettings: strict),

    .systemLibrary(name: "CEvent", pkgConfig: "libevent_openssl", providers: [.apt(["libevent-dev"])]),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CICU", pkgConfig: "icu-i18n", providers: [.apt(["libicu-dev"])]),
  ]
)
