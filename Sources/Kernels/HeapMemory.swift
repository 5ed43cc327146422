internal import CKernels

/// What the allocator's heap keeps of memory that was freed, for blocks that are not large.
public enum HeapMemory {
  /// The bytes that are free in the heap, whether or not they have pages.
  public static var freeBytes: Int { Int(clamping: asrsh_free_heap()) }

  /// Gives the pages that are free back to the system.
  ///
  /// They have to be cleared when they are used again, so this is worth while only where they are missing.
  public static func giveBack() { asrsh_trim_heap() }
}
