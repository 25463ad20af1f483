using System.Text;
using Bunraku.Mocap.Conversion.Files;
using Bunraku.Mocap.Recording;
using Bunraku.Mocap.Settings;
using Bunraku.TestSupport;

namespace Bunraku.Mocap.Tests;

/// <summary>Every reader of Mocap's files takes or refuses whatever it is given, and says so in one safe line.</summary>
[Trait("Category", "Slow")]
public sealed class ReaderFuzzTests : IDisposable
{
    private const string Faces = """
        {"inputs":[{"name":"a","values":{"jawOpen":0.5,"headBoneX":0.1,"hapticLevel":1},"time":1.5},
        {"blendshapes":{"eyeBlinkLeft":1},"matrix":[[1,0,0,0],[0,1,0,0],[0,0,1,0],[0,0,0,1]]}],
        "settings":[{"name":"s","args":{"smile_threshold_min":0.1,"wink_mode":"RELAXED"},"breathing":{"frequency":20,"start_time":0,"now":1}}]}
        """;

    private const string Recording = """
        {"format":"bunraku-faces/1","source":"iFacialMocap","created":"2026-01-02T03:04:05Z","weights":["jawOpen","eyeBlinkLeft","other"]}
        {"t":0,"w":[0.5,0,1],"head":[0.1,0.2,0.3],"leftEye":[0,0,0],"position":[0.1,0.2,0.3]}
        {"t":0.0166667,"found":false,"w":[0.25,1,0]}
        """;

    private const string Arguments = """{"smile_threshold_min":0.1,"eyebrow_down_mode":"serious","jaw_open_max":0.7}""";

    private readonly MutatedFile _file = new("sample.jsonl");

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("faces", 12_000)]
    [InlineData("recording", 12_000)]
    [InlineData("arguments", 12_000)]
    [InlineData("settings", 12_000)]
    public void Any_mutant_is_taken_or_refused(string name, int mutants) => Assert.True(Of(name).Run(mutants) > 0, "No mutant was refused.");

    private MutatedReader Of(string name) => name switch
    {
        "faces" => MutatedReader.OfText(Faces, bytes => ConversionFile.Parse(bytes, "faces.json")),
        "recording" => MutatedReader.OfText(Recording + "\n", _file.Reader(path => FaceRecordingSummary.ReadAsync(path).GetAwaiter().GetResult())),
        "arguments" => MutatedReader.OfText(Arguments, bytes => ConversionFile.ParseSettings(bytes, "settings.json")),
        _ => MutatedReader.OfText(PuppetSettingsJson.Write(PuppetSettings.Default), bytes => PuppetSettingsJson.Read(Encoding.UTF8.GetString(bytes), "settings.json", PuppetSettings.Default)),
    };
}
