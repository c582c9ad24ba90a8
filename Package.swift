// swift-tools-version: 6.2
import PackageDescription

// The layers of design: arrows point towards SickLeave. A test reads the import lines against this file.
// The settings are functions, not stored globals, so that the manifest has no shared mutable state.
func settings() -> [SwiftSetting] {
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .treatAllWarnings(as: .error),
        // The tests see inside the program that is run, not one that is built for them (ADR 0028).
        .unsafeFlags(["-enable-testing"], .when(configuration: .release)),
    ]
}

/// Of tests nothing is gained by optimising: they are built faster without.
func testSettings() -> [SwiftSetting] { settings() + [.unsafeFlags(["-Onone"], .when(configuration: .release))] }

let package = Package(
    name: "Sakkunnig",
    products: [
        .executable(name: "sakkunnig", targets: ["SakkunnigCommand"]),
        .executable(name: "sakkunnig-bench", targets: ["sakkunnig-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CMimalloc", providers: [.apt(["libmimalloc-dev"])]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

        .target(name: "SickLeave", swiftSettings: settings()),
        .target(name: "Statistics", dependencies: ["SickLeave"], swiftSettings: settings()),
        .target(
            name: "Interchange",
            dependencies: ["SickLeave", "Statistics", "CLibXML2", "CLibZip", .product(name: "Yams", package: "Yams")],
            swiftSettings: settings()),
        .target(
            name: "Storage",
            dependencies: ["SickLeave", "Statistics", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings()),
        .target(
            name: "SQLiteDatabase",
            dependencies: [
                "Storage", "CSQLite", .product(name: "GRDBSQLite", package: "GRDB.swift"),
                // What is ready is compiled in the order of the modules' names, backwards. GRDB takes longest of all libraries and nobody
                // waits for it before the program itself: under this name it is compiled beside Web, which else has a core too many.
                .product(name: "GRDB", package: "GRDB.swift", moduleAliases: ["GRDB": "A_GRDB"]),
            ],
            swiftSettings: settings()),
        .target(name: "PostgresDatabase", dependencies: ["Storage", "CLibPQ"], swiftSettings: settings()),
        .target(
            name: "UseCases",
            dependencies: [
                "SickLeave", "Statistics", "Storage", "Interchange", "CArgon2", "CLibCrypto", "CLibCurl", "CLibQREncode",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings()),
        .target(
            name: "Web",
            dependencies: [
                "SickLeave", "Statistics", "UseCases",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings()),
        .executableTarget(
            name: "SakkunnigCommand",
            dependencies: [
                "SickLeave", "Statistics", "Interchange", "Storage", "SQLiteDatabase", "PostgresDatabase", "UseCases", "Web",
                "CMimalloc",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings()),

        // A header alone: beside C files SwiftPM warns of the alias of GRDB at every build.
        .systemLibrary(name: "PlainLoop", path: "Benchmarks/PlainLoop"),
        .executableTarget(
            name: "sakkunnig-bench",
            dependencies: [
                "SickLeave", "Statistics", "Interchange", "Storage", "SQLiteDatabase", "PostgresDatabase", "UseCases",
                "PlainLoop", "CMimalloc",
            ],
            path: "Benchmarks/Sources",
            swiftSettings: settings()),

        .target(
            name: "TestKit",
            dependencies: [
                "SickLeave", "Statistics", "Interchange", "Storage", "SQLiteDatabase", "PostgresDatabase", "UseCases", "Web",
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/TestKit", swiftSettings: testSettings()),
        .target(name: "FuzzKit", path: "Tests/FuzzKit", swiftSettings: testSettings()),
        .testTarget(
            name: "SickLeaveTests", dependencies: ["SickLeave", "Interchange", "FuzzKit"], swiftSettings: testSettings()),
        .testTarget(
            name: "StatisticsTests", dependencies: ["SickLeave", "Statistics"],
            exclude: ["Oracle/oracle.py", "Oracle/requirements.txt"], swiftSettings: testSettings()),
        .testTarget(
            name: "InterchangeTests",
            dependencies: ["SickLeave", "Statistics", "Interchange", "CLibZip", "TestKit", "FuzzKit"],
            swiftSettings: testSettings()),
        .testTarget(
            name: "StorageTests",
            dependencies: ["SickLeave", "Statistics", "Storage", "SQLiteDatabase", "PostgresDatabase", "TestKit"],
            exclude: ["Goldens", "Schemas"], swiftSettings: testSettings()),
        .testTarget(
            name: "UseCasesTests",
            dependencies: [
                "SickLeave", "Statistics", "Interchange", "Storage", "SQLiteDatabase", "PostgresDatabase", "UseCases", "TestKit",
                "CLibZip", "FuzzKit",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: testSettings()),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "SickLeave", "Statistics", "Storage", "UseCases", "Web", "TestKit", "FuzzKit",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            exclude: ["Goldens"], swiftSettings: testSettings()),
        .testTarget(
            name: "ConformanceTests", dependencies: ["SickLeave", "Statistics", "Interchange"], swiftSettings: testSettings()),
        .testTarget(name: "ArchitectureTests", swiftSettings: testSettings()),
    ]
)
