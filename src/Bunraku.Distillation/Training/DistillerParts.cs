using Bunraku.Distillation.Teachers;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Training;

/// <summary>The slow and outside parts of a distiller, which its tests replace. Nothing else uses this.</summary>
internal sealed record DistillerParts
{
    public static DistillerParts Real { get; } = new();

    public Func<TeacherRequest, Teacher> OpenTeacher { get; init; } = TeacherCatalog.Open;

    public Func<BackendRequest, ITrainingBackend> OpenBackend { get; init; } = TrainingBackends.Open;

    public Func<WatchRequest, ITrainingWatch> OpenWatch { get; init; } = request => new TrainingWatch(request);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
