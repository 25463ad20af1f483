namespace Bunraku.Torch.Teachers;

/// <summary>How often the stages of the system were computed for a picture.</summary>
internal readonly record struct StageRuns(int Decomposer, int CombinerEncoder, int Combiner, int FaceEncoder, int Face, int Conditions, int Body, int Upscaler);
