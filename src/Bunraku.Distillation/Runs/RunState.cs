using System.Text.Json.Serialization;

namespace Bunraku.Distillation.Runs;

/// <summary>How it stands with a run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    /// <summary>A process reads the configuration, loads the teacher, or prepares.</summary>
    [JsonStringEnumMemberName("starting")]
    Starting,

    /// <summary>A process trains.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It was stopped on purpose; everything is saved.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>The process ended without a message (killed, or a power cut). It resumes from the latest snapshot.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,

    /// <summary>Something failed; <see cref="RunStatus.Message"/> says what.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>The disk is full; the latest good snapshot is there.</summary>
    [JsonStringEnumMemberName("disk full")]
    DiskFull,

    /// <summary>Both networks are trained.</summary>
    [JsonStringEnumMemberName("finished")]
    Finished,
}
