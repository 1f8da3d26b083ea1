package armsim

func (s *Server) whatIf(c *call) reply { return s.unknownPath(c) }
